#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace headwater {

/// Where a cell stands in the two totals it is raked to.
struct Margin {
  std::size_t row = 0;
  std::size_t column = 0;
};

/// Scales `seeds` until the sums by row and by column equal their totals (iterative proportional
/// fitting). A total whose cells are all 0 cannot be met and is left out; column totals are then
/// scaled to the sum of the row totals, so the rows always hold.
std::vector<double> raked(std::vector<double> seeds, std::span<const Margin> margins,
                          std::span<const double> row_totals,
                          std::span<const double> column_totals);

}  // namespace headwater
