#include <fmt/format.h>

#include "share/bars.h"
#include "share/report.h"

namespace headwater {
namespace {

constexpr std::size_t direct_shown = 4;
constexpr std::size_t beyond_shown = 8;

Html step(const PathStep& s) {
  return element("span", {{"class", s.synthetic ? "step synthetic" : "step"}},
                 element("b", text(s.sector_name)), element("span", text(s.region_name)));
}

Html flow(const PathRow& path) {
  Html steps;
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    if (i > 0) {
      steps += element("span", {{"class", "arrow"}, {"role", "img"}, {"aria-label", "supplied by"}},
                       text("←"));
    }
    steps += step(path.steps[i]);
  }
  return element("div", {{"class", "flow"}}, steps);
}

struct Largest {
  Html items;
  double share = 0;
};

/// The first `count` paths of so many steps.
Largest largest(const Digest& digest, std::size_t count, bool (*of_length)(std::size_t)) {
  Largest result;
  for (const PathRow& path : digest.paths) {
    if (count > 0 && of_length(path.steps.size())) {
      result.items +=
          element("li", element("p", {{"class", "share"}}, text(percent(path.share))), flow(path));
      result.share += path.share;
      --count;
    }
  }
  return result;
}

Html listed(const char* heading, const Largest& paths) {
  if (paths.share == 0) {
    return {};
  }
  Html list = element("h4", text(heading));
  list += element("ol", paths.items);
  return list;
}

}  // namespace

Html paths_figure(const Digest& digest) {
  if (digest.paths.empty()) {
    return {};
  }
  const Largest direct = largest(digest, direct_shown, [](auto steps) { return steps == 1; });
  const Largest beyond = largest(digest, beyond_shown, [](auto steps) { return steps > 1; });
  return element(
      "figure", {{"class", "paths"}}, element("h3", text("The largest paths upstream")),
      listed("At the direct suppliers themselves", direct), listed("Beyond them", beyond),
      element(
          "figcaption",
          text(fmt::format("Read from left to right: what is bought, then what it is made from, to "
                           "where the exposure arises. Together these carry {} of the exposure; "
                           "the rest is spread over many smaller paths. Dashed: split from the "
                           "rest of the world by proxies. Paths that begin with fewer than three "
                           "suppliers are left out. All paths: ",
                           percent(direct.share + beyond.share))),
          element("a", {{"href", "exports/paths.csv"}}, text("exports/paths.csv")), text(".")));
}

}  // namespace headwater
