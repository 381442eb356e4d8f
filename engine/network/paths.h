#pragma once

#include <span>
#include <vector>

#include "network/input_output.h"

namespace headwater {

/// A supply path: steps[0] is the cell bought from, steps.back() the cell where the risk arises.
struct SupplyPath {
  std::vector<std::size_t> steps;
  double cases = 0;
};

struct PathList {
  std::vector<SupplyPath> paths;  ///< the k largest, in exact order
  double total = 0;               ///< R
  double remainder = 0;           ///< R - sum of the paths given: exact
};

/// The k largest paths of y -> rates, proved by an admissible bound (structural path analysis).
PathList top_paths(const InputOutput& table, std::span<const double> rates,
                   std::span<const double> demand, std::size_t k);

}  // namespace headwater
