#include "reference/normal_batch.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/wide.h"

namespace headwater {
namespace {

constexpr std::size_t block = 64;
constexpr double central = 0.425;  // of AS 241: 85 of 100 numbers need no logarithm

// As in seeded_draw.cpp, written so that the compiler can work on several at once.
inline std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

inline double horner(const double (&coefficients)[8], double x) {
  double sum = 0;
  for (int i = 7; i >= 0; --i) {
    sum = sum * x + coefficients[i];
  }
  return sum;
}

constexpr double numerator[] = {3.3871328727963666080,   1.3314166789178437745e2,
                                1.9715909503065514427e3, 1.3731693765509461125e4,
                                4.5921953931549871457e4, 6.7265770927008700853e4,
                                3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr double denominator[] = {1.0,
                                  4.2313330701600911252e1,
                                  6.8718700749205790830e2,
                                  5.3941960214247511077e3,
                                  2.1213794301586595867e4,
                                  3.9307895800092710610e4,
                                  2.8729085735721942674e4,
                                  5.2264952788528545610e3};

/// Uniform numbers, and the normals of those in the middle.
HEADWATER_WIDE void central_normals(std::uint64_t place, std::uint64_t first, double* p,
                                    double* normal) {
  for (std::size_t i = 0; i < block; ++i) {
    const std::uint64_t bits = mixed(place ^ (first + i)) >> 12;
    // bits + 0.5 over 2^52, without the conversion that vectors lack.
    p[i] = std::bit_cast<double>(bits | 0x3FF0000000000000ULL) - (1 - 0x1.0p-53);
  }
  for (std::size_t i = 0; i < block; ++i) {
    const double q = p[i] - 0.5;
    const double r = 0.180625 - q * q;
    normal[i] = q * horner(numerator, r) / horner(denominator, r);
  }
}

/// exp(x) = exp(x / 16)^16, the inner one by its series.
HEADWATER_WIDE void exponentials(double scale, double shift, double* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const double y = (scale * values[i] - shift) / 16;
    double e = 1 + y / 7;
    for (int n = 6; n >= 1; --n) {
      e = 1 + y / n * e;
    }
    e *= e;
    e *= e;
    e *= e;
    values[i] = e * e;
  }
}

}  // namespace

void standard_normals(const DrawAddress& first, std::span<double> values) {
  const std::uint64_t place = mixed(mixed(mixed(first.seed) ^ first.draw) ^ (first.stream << 48));
  double p[block];
  double normal[block];
  for (std::size_t done = 0; done < values.size(); done += block) {
    central_normals(place, first.index + done, p, normal);
    const std::size_t count = std::min(block, values.size() - done);
    for (std::size_t i = 0; i < count; ++i) {
      values[done + i] = std::abs(p[i] - 0.5) <= central ? normal[i] : inverse_normal(p[i]);
    }
  }
}

void to_lognormal_factors(double coefficient_of_variation, std::span<double> normals) {
  const double sigma = LognormalFactor(coefficient_of_variation).sigma();
  exponentials(sigma, sigma * sigma / 2, normals.data(), normals.size());
}

}  // namespace headwater
