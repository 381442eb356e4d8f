#include <fmt/format.h>

#include <cmath>
#include <map>

#include "share/bars.h"
#include "share/palette.h"
#include "share/report.h"
#include "share/world.h"

namespace headwater {
namespace {

constexpr double width = 960;
constexpr double height = 428;
constexpr double scale = width / 5.42;  // Equal Earth is 5.41 radii wide
constexpr double equator = 236;
constexpr double southmost = -58;  // nothing is drawn beyond

MapPoint on_page(const MapPoint& place) {
  const MapPoint p = equal_earth(place.x, place.y);
  return {width / 2 + p.x * scale, equator - p.y * scale};
}

std::string outline(const CountryShape& shape) {
  std::string path;
  for (const auto& ring : shape.rings) {
    char command = 'M';
    for (const MapPoint& corner : ring) {
      const MapPoint p = on_page(corner);
      path += fmt::format("{}{} {}", command, coordinate(p.x), coordinate(p.y));
      command = 'L';
    }
    path += 'Z';
  }
  return path;
}

std::string described(const RiskRow& row) {
  return fmt::format(
      "{}: {} people expected, {} of the exposure{}", row.name, about(row.cases),
      percent(row.share.value_or(0)),
      row.synthetic ? "; figures of this country are split from the rest of the world by proxies"
                    : "");
}

Html drawn(const CountryShape& country, const char* look, const Html& title) {
  if (country.is_dot) {
    const MapPoint p = on_page(country.rings.front().front());
    return element("circle",
                   {{"class", look}, {"cx", coordinate(p.x)}, {"cy", coordinate(p.y)}, {"r", "3"}},
                   title);
  }
  return element("path", {{"class", look}, {"d", outline(country)}}, title);
}

Html country(const CountryShape& shape, const RiskRow* row, bool kept_back) {
  if (kept_back) {
    return drawn(shape, "kept",
                 element("title", text("not told: it would speak of one or two suppliers")));
  }
  if (!row) {
    return shape.is_dot ? Html{} : drawn(shape, "s0", {});
  }
  const std::string step = palette_class(row->share.value_or(0));
  Html result = drawn(shape, step.c_str(), element("title", text(described(*row))));
  if (row->synthetic && row->share.value_or(0) >= palette[2].from) {
    result += drawn(shape, "hatched", {});
  }
  return result;
}

/// Lines for countries whose figures are split from the rest of the world by proxies.
Html hatching() {
  return element("defs",
                 element("pattern",
                         {{"id", "hatch"},
                          {"width", "5"},
                          {"height", "5"},
                          {"patternUnits", "userSpaceOnUse"},
                          {"patternTransform", "rotate(45)"}},
                         shape("line", {{"x1", "0"}, {"y1", "0"}, {"x2", "0"}, {"y2", "5"}})));
}

Html sea() {
  std::string path;
  const auto corner = [&path](double longitude, double latitude) {
    const MapPoint p = on_page({longitude, latitude});
    path += fmt::format("{}{} {}", path.empty() ? 'M' : 'L', coordinate(p.x), coordinate(p.y));
  };
  constexpr int steps = 36;
  const auto latitude = [](int step) { return southmost + (90 - southmost) * step / steps; };
  for (int step = steps; step >= 0; --step) {
    corner(180, latitude(step));
  }
  for (int step = 0; step <= steps; ++step) {
    corner(-180, latitude(step));
  }
  return shape("path", {{"class", "sea"}, {"d", path + "Z"}});
}

Html legend() {
  Html items;
  for (std::size_t step = 0; step < palette.size(); ++step) {
    items += element("li", element("span", {{"class", fmt::format("swatch s{}", step)}}),
                     text(palette[step].label));
  }
  items +=
      element("li", element("span", {{"class", "swatch synthetic"}}), text("split by proxies"));
  items += element("li", element("span", {{"class", "swatch kept"}}),
                   text("not told: it would speak of one or two suppliers"));
  return element("ul", {{"class", "legend"}, {"aria-label", "Share of the expected exposure"}},
                 items);
}

std::string summary_of(const std::vector<RiskRow>& origins) {
  std::string sentence = "World map of expected exposure by country of origin. Largest:";
  for (std::size_t i = 0; i < origins.size() && i < 5; ++i) {
    sentence += fmt::format("{} {} {}", i == 0 ? "" : ",", origins[i].name,
                            percent(origins[i].share.value_or(0)));
  }
  return sentence + ".";
}

}  // namespace

Html map_figure(const Digest& digest, const std::filesystem::path& data) {
  std::map<std::string, const RiskRow*> by_country;
  for (const RiskRow& row : digest.origins) {
    by_country.emplace(row.key, &row);
  }
  Html shapes = hatching();
  shapes += sea();
  Html dots;
  for (const CountryShape& shape : country_shapes(data)) {
    const auto row = by_country.find(shape.iso3);
    (shape.is_dot ? dots : shapes) +=
        country(shape, row == by_country.end() ? nullptr : row->second,
                digest.kept_back.contains(shape.iso3));
  }
  shapes += dots;
  return element("figure", {{"class", "map"}},
                 element("h3", text("Where the exposure is expected to arise")),
                 element("svg",
                         {{"viewBox", fmt::format("0 0 {:.0f} {:.0f}", width, height)},
                          {"role", "img"},
                          {"aria-label", summary_of(digest.origins)}},
                         shapes),
                 legend(),
                 element("figcaption",
                         text("Share of the ledger's expected exposure by country where the work "
                              "is done. Hatched countries have no table of their own: their "
                              "figures are split from the rest of the world by workforce and "
                              "GDP, and are the least sure. Equal-area projection (Equal "
                              "Earth); shapes: Natural Earth.")));
}

}  // namespace headwater
