#include "share/heatmap.h"

#include <algorithm>

namespace headwater {

Heatmap heatmap(const std::vector<CellCases>& cells, const Names& names) {
  std::map<std::string, HeatmapRow> rows;
  double all = 0;
  for (const CellCases& cell : cells) {
    HeatmapRow& row = rows[cell.sector];
    HeatmapCell& square = row.by_part[cell.part_of_world];
    square.share += cell.cases;
    square.synthetic += cell.synthetic ? cell.cases : 0;
    row.share += cell.cases;
    all += cell.cases;
  }
  Heatmap map;
  for (auto& [sector, row] : rows) {
    row.sector = sector;
    row.name = names.sector(sector);
    row.share = all > 0 ? row.share / all : 0;
    for (auto& [part, square] : row.by_part) {
      square.synthetic = square.share > 0 ? square.synthetic / square.share : 0;
      square.share = all > 0 ? square.share / all : 0;
    }
    map.push_back(std::move(row));
  }
  std::ranges::stable_sort(map, std::ranges::greater{}, &HeatmapRow::share);
  return map;
}

}  // namespace headwater
