#pragma once

#include <map>
#include <string>
#include <vector>

#include "share/digest.h"

namespace headwater {

struct HeatmapCell {
  double share = 0;      ///< of the ledger's expected exposure
  double synthetic = 0;  ///< part of it in countries split from the rest of the world by proxies
};

struct HeatmapRow {
  std::string sector, name;
  double share = 0;
  std::map<std::string, HeatmapCell> by_part;  ///< by part of the world
};

using Heatmap = std::vector<HeatmapRow>;  ///< largest sector first

Heatmap heatmap(const std::vector<CellCases>& cells, const Names& names);

}  // namespace headwater
