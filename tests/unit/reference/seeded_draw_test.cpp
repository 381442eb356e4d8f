#include "reference/seeded_draw.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headwater {
namespace {

TEST(seeded_draw, the_same_address_gives_the_same_number) {
  EXPECT_EQ(standard_normal({1, 2, 3, 4}), standard_normal({1, 2, 3, 4}));
  EXPECT_NE(standard_normal({1, 2, 3, 4}), standard_normal({1, 2, 3, 5}));
  EXPECT_NE(standard_normal({1, 2, 3, 4}), standard_normal({2, 2, 3, 4}));
}

TEST(seeded_draw, the_numbers_are_standard_normal) {
  constexpr int count = 200000;
  double sum = 0;
  double squares = 0;
  int below = 0;
  int far_below = 0;
  for (int i = 0; i < count; ++i) {
    const double z = standard_normal({7, 0, 1, static_cast<std::uint64_t>(i)});
    sum += z;
    squares += z * z;
    below += z < -1.6448536269514722 ? 1 : 0;
    far_below += z < -3.090232306167813 ? 1 : 0;
  }
  EXPECT_NEAR(sum / count, 0, 0.01);
  EXPECT_NEAR(squares / count, 1, 0.02);
  EXPECT_NEAR(below / static_cast<double>(count), 0.05, 0.002);
  EXPECT_NEAR(far_below / static_cast<double>(count), 0.001, 0.0003);
}

TEST(seeded_draw, a_lognormal_factor_has_mean_one_and_its_coefficient_of_variation) {
  const LognormalFactor factor(0.4);
  constexpr int count = 200000;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < count; ++i) {
    const double f = factor(standard_normal({3, static_cast<std::uint64_t>(i), 0, 0}));
    sum += f;
    squares += f * f;
  }
  const double mean = sum / count;
  EXPECT_NEAR(mean, 1, 0.01);
  EXPECT_NEAR(std::sqrt(squares / count - mean * mean), 0.4, 0.01);
}

}  // namespace
}  // namespace headwater
