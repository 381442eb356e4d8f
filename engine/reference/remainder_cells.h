#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reference/rate_inputs.h"
#include "reference/rates.h"

namespace headwater {

/// Cells in which each region that holds several countries is taken apart into them, for the rates
/// alone: by workforce, as nothing else is known of what each makes.
struct TakenApart {
  std::vector<CellOutput> cells;
  std::vector<std::size_t> of;  ///< by cell: the cell it is a part of
};
TakenApart taken_apart(const RateInputs& inputs, const std::vector<CellOutput>& cells);

/// Rates of the whole cells: cases of the parts per output of the whole. `regions`: of the part
/// with most cases.
void put_together(const TakenApart& parts, const std::vector<CellOutput>& cells,
                  std::vector<double>& rates, std::vector<std::string>& regions);

}  // namespace headwater
