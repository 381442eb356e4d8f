#include "network/cell_outputs.h"

namespace headwater {

std::vector<CellOutput> cell_outputs(const InputOutput& table) {
  std::vector<CellOutput> cells;
  for (const Cell& cell : table.cells()) {
    cells.push_back({cell.region, cell.sector, cell.output_musd, cell.synthetic || cell.split,
                     cell.of, table.members(cell.region)});
  }
  return cells;
}

}  // namespace headwater
