#include "score/shared_error.h"

#include <algorithm>

#include "reference/seeded_draw.h"

namespace headwater {

double shared_factor(const SharedError& error, std::uint64_t seed, std::size_t draw) {
  enum Stream : std::uint64_t { of_purchases = 11, of_coverage = 13 };
  const double coefficients = error.coefficients.empty() ? 1 : error.coefficients.at(draw);
  const double factor =
      LognormalFactor(error.purchase_cv)(standard_normal({seed, draw, of_purchases, 0})) *
      std::max(coefficients, 0.0);
  const auto& [slope, mean, strength] = error.coverage;
  if (slope == 0) {
    return factor;
  }
  const double share = beta_share({seed, draw, of_coverage, 0}, mean, strength);
  return factor * std::max(1 + slope * (share - mean), 0.0);
}

}  // namespace headwater
