#pragma once

#include <string>
#include <vector>

#include "base/database.h"
#include "reference/rate_variants.h"
#include "reference/rates.h"

namespace headwater {

struct RatedCells {
  std::vector<double> rates;         ///< cases per million USD of output, by cell
  std::vector<std::string> regions;  ///< ILO region, by cell
  double wanted = 0;                 ///< published cases of the countries in the table
};

/// Regional cases to countries, sectors and cells: method.md §4, docs/score.md.
RatedCells rated_cells(Connection& connection, const std::vector<CellOutput>& cells,
                       const RateVariant& variant);

}  // namespace headwater
