#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headwater {

/// Of disclosed links without an amount: the Beta prior on the share they take of a flow, and how
/// much of R changes per unit of that share.
struct CoverageError {
  double slope = 0;
  double mean = 0;
  double strength = 1;
};

/// Errors that all figures of a draw share: of the purchases (margins, prices, classification), of
/// the input coefficients as a factor of R in each draw (empty where they are drawn elsewhere), and
/// of coverage.
struct SharedError {
  double purchase_cv = 0;
  std::vector<double> coefficients = {};
  CoverageError coverage = {};
};

double shared_factor(const SharedError& error, std::uint64_t seed, std::size_t draw);

}  // namespace headwater
