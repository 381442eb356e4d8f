#pragma once

#include <cstddef>
#include <cstdint>

namespace headwater {

/// Errors that all figures of a draw share: of the purchases (margins, prices, classification), and
/// of the input coefficients as a share of R.
struct SharedError {
  double purchase_cv = 0;
  double coefficient_cv = 0;
};

double shared_factor(const SharedError& error, std::uint64_t seed, std::size_t draw);

}  // namespace headwater
