#include "reference/seeded_draw.h"

#include <random>

namespace headwater {
namespace {

std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

std::uint64_t bits_of(const DrawAddress& a) {
  return mixed(mixed(mixed(mixed(a.seed) ^ a.draw) ^ (a.stream << 48)) ^ a.index);
}

/// In the open interval (0, 1).
double uniform(const DrawAddress& a) {
  const std::uint64_t bits = bits_of(a);
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1.0p-52;
}

double horner(const double (&coefficients)[8], double x) {
  double sum = 0;
  for (int i = 7; i >= 0; --i) {
    sum = sum * x + coefficients[i];
  }
  return sum;
}

}  // namespace

/// Wichura (1988), Algorithm AS 241, PPND16: about 16 digits. Coefficients as published.
double inverse_normal(double p) {
  static constexpr double a[] = {3.3871328727963666080,   1.3314166789178437745e2,
                                 1.9715909503065514427e3, 1.3731693765509461125e4,
                                 4.5921953931549871457e4, 6.7265770927008700853e4,
                                 3.3430575583588128105e4, 2.5090809287301226727e3};
  static constexpr double b[] = {1.0,
                                 4.2313330701600911252e1,
                                 6.8718700749205790830e2,
                                 5.3941960214247511077e3,
                                 2.1213794301586595867e4,
                                 3.9307895800092710610e4,
                                 2.8729085735721942674e4,
                                 5.2264952788528545610e3};
  static constexpr double c[] = {1.42343711074968357734,    4.63033784615654529590,
                                 5.76949722146069140550,    3.64784832476320460504,
                                 1.27045825245236838258,    2.41780725177450611770e-1,
                                 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr double d[] = {1.0,
                                 2.05319162663775882187,
                                 1.67638483018380384940,
                                 6.89767334985100004550e-1,
                                 1.48103976427480074590e-1,
                                 1.51986665636164571966e-2,
                                 5.47593808499534494600e-4,
                                 1.05075007164441684324e-9};
  static constexpr double e[] = {6.65790464350110377720,    5.46378491116411436990,
                                 1.78482653991729133580,    2.96560571828504891230e-1,
                                 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr double f[] = {1.0,
                                 5.99832206555887937690e-1,
                                 1.36929880922735805310e-1,
                                 1.48753612908506148525e-2,
                                 7.86869131145613259100e-4,
                                 1.84631831751005468180e-5,
                                 1.42151175831644588870e-7,
                                 2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * horner(a, r) / horner(b, r);
  }
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  const double z =
      r <= 5 ? horner(c, r - 1.6) / horner(d, r - 1.6) : horner(e, r - 5) / horner(f, r - 5);
  return q < 0 ? -z : z;
}

double standard_normal(const DrawAddress& address) { return inverse_normal(uniform(address)); }

double beta_share(const DrawAddress& address, double mean, double strength) {
  std::mt19937_64 random(bits_of(address));
  std::gamma_distribution<double> of_a(mean * strength);
  std::gamma_distribution<double> of_b((1 - mean) * strength);
  const double a = of_a(random);
  const double b = of_b(random);
  return a + b > 0 ? a / (a + b) : mean;
}

}  // namespace headwater
