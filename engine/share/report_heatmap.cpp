#include <fmt/format.h>

#include <array>

#include "share/heatmap.h"
#include "share/palette.h"
#include "share/report.h"
#include "share/table.h"

namespace headwater {

namespace {

constexpr std::size_t sectors_shown = 15;
constexpr std::array parts_of_world = {"Africa", "Americas", "Arab States", "Asia and the Pacific",
                                       "Europe and Central Asia"};

Html square(const HeatmapRow& row, const std::string& part) {
  const auto found = row.by_part.find(part);
  if (found == row.by_part.end() || found->second.share <= 0) {
    return element("td", {{"class", "n s0"}}, text("–"));
  }
  const bool synthetic = found->second.synthetic > 0.5;
  return element("td",
                 {{"class", fmt::format("n {}{}", palette_class(found->second.share),
                                        synthetic ? " mostly-synthetic" : "")}},
                 text(percent(found->second.share) + (synthetic ? "*" : "")));
}

}  // namespace

Html heatmap_figure(const Digest& digest) {
  const Heatmap map = heatmap(digest.cells, digest.names);
  if (map.empty()) {
    return {};
  }
  Html rows;
  for (std::size_t i = 0; i < map.size() && i < sectors_shown; ++i) {
    Html cells = row_head(text(map[i].name));
    for (const char* part : parts_of_world) {
      cells += square(map[i], part);
    }
    rows += element("tr", cells, number_cell(percent(map[i].share)));
  }
  Html columns = column("Sector of work");
  for (const char* part : parts_of_world) {
    columns += column(part, Column::number);
  }
  columns += column("All", Column::number);
  return element(
      "figure", element("h3", text("By sector of work and part of the world")),
      table("Share of the expected exposure, the 15 largest sectors", columns, rows, "heat"),
      element("figcaption", text("* More than half of it in countries split from the rest of the "
                                 "world by proxies.")));
}

}  // namespace headwater
