#pragma once

#include <cmath>
#include <cstdint>
#include <utility>

namespace headwater {

/// Names one random number: the same address gives the same number, whatever the thread or order.
struct DrawAddress {
  std::uint64_t seed = 0;
  std::uint64_t draw = 0;    ///< 0, 1, …
  std::uint64_t stream = 0;  ///< what is drawn, so that two uses of one index stay apart
  std::uint64_t index = 0;   ///< which of them
};

/// Standard normal number at an address (SplitMix64, then the inverse normal AS 241).
double standard_normal(const DrawAddress& address);

/// The number below which a standard normal stays with this probability, in (0, 1).
double inverse_normal(double p);

/// Share at an address from a Beta distribution given by its mean and strength (a + b).
double beta_share(const DrawAddress& address, double mean, double strength);

/// Lognormal factor of mean 1 with this coefficient of variation; exactly 1 for none.
class LognormalFactor {
 public:
  explicit LognormalFactor(double coefficient_of_variation)
      : sigma_(std::sqrt(std::log1p(coefficient_of_variation * coefficient_of_variation))) {}
  double operator()(double standard_normal) const {
    return std::exp(sigma_ * standard_normal - sigma_ * sigma_ / 2);
  }
  double sigma() const { return sigma_; }

 private:
  double sigma_;
};

}  // namespace headwater
