#pragma once

#include <cstddef>
#include <cstdint>

namespace headwater {

/// Of disclosed links without an amount: the Beta prior on the share they take of a flow, and how
/// much of R changes per unit of that share.
struct CoverageError {
  double slope = 0;
  double mean = 0;
  double strength = 1;
};

/// Errors that all figures of a draw share: of the purchases (margins, prices, classification), of
/// the input coefficients as a share of R, and of coverage.
struct SharedError {
  double purchase_cv = 0;
  double coefficient_cv = 0;
  CoverageError coverage = {};
};

double shared_factor(const SharedError& error, std::uint64_t seed, std::size_t draw);

}  // namespace headwater
