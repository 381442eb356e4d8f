#include <fmt/format.h>

#include "share/bars.h"
#include "share/report.h"

namespace headwater {
namespace {

constexpr std::size_t paths_shown = 10;

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

}  // namespace

Html paths_figure(const Digest& digest) {
  if (digest.paths.empty()) {
    return {};
  }
  Html items;
  double shown = 0;
  for (std::size_t i = 0; i < digest.paths.size() && i < paths_shown; ++i) {
    const PathRow& path = digest.paths[i];
    shown += path.share;
    items +=
        element("li", element("p", {{"class", "share"}}, text(percent(path.share))), flow(path));
  }
  return element(
      "figure", {{"class", "paths"}}, element("h3", text("The largest paths upstream")),
      element("ol", items),
      element(
          "figcaption",
          text(fmt::format("Read from left to right: what is bought, then what it is made from, to "
                           "where the exposure arises. Together these carry {} of the exposure; "
                           "the rest is spread over many smaller paths. Dashed: split from the "
                           "rest of the world by proxies. All paths: ",
                           percent(shown))),
          element("a", {{"href", "exports/paths.csv"}}, text("exports/paths.csv")), text(".")));
}

}  // namespace headwater
