#include "reference/raking.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

namespace headwater {
namespace {

double sum_of_row(const std::vector<double>& values, const std::vector<Margin>& margins,
                  std::size_t row) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += margins[i].row == row ? values[i] : 0;
  }
  return sum;
}

TEST(raking, both_totals_hold_after_scaling_to_the_rows) {
  const std::vector<Margin> margins = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  const std::vector<double> rows = {30, 70};
  const std::vector<double> columns = {1, 3};
  const std::vector<double> result = raked({1, 2, 3, 4}, margins, rows, columns);
  EXPECT_NEAR(result[0] + result[1], 30, 1e-9);
  EXPECT_NEAR(result[2] + result[3], 70, 1e-9);
  EXPECT_NEAR(result[0] + result[2], 25, 1e-9);
  EXPECT_NEAR(result[0] * result[3] / (result[1] * result[2]), 4.0 / 6, 1e-9);  // odds ratio kept
}

TEST(raking, a_total_nobody_can_carry_is_left_out) {
  const std::vector<Margin> margins = {{0, 0}, {1, 0}};
  const std::vector<double> rows = {10, 20};
  const std::vector<double> columns = {5, 100};
  const std::vector<double> result = raked({1, 1}, margins, rows, columns);
  EXPECT_NEAR(result[0], 10, 1e-9);
  EXPECT_NEAR(result[1], 20, 1e-9);
}

RC_GTEST_PROP(raking, rows_always_hold, ()) {
  std::vector<double> seeds;
  std::vector<Margin> margins;
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t c = 0; c < 4; ++c) {
      seeds.push_back(*rc::gen::inRange(1, 1000));
      margins.push_back({r, c});
    }
  }
  const std::vector<double> rows = {1.0 * *rc::gen::inRange(1, 99), 1.0 * *rc::gen::inRange(1, 99),
                                    7};
  const std::vector<double> columns = {1, 2, 3, 4};
  const std::vector<double> result = raked(seeds, margins, rows, columns);
  for (std::size_t r = 0; r < 3; ++r) {
    RC_ASSERT(std::abs(sum_of_row(result, margins, r) - rows[r]) < 1e-8 * rows[r]);
  }
}

}  // namespace
}  // namespace headwater
