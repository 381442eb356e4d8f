#include "score/order_statistics.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>

namespace headwater {
namespace {

TEST(order_statistics, an_interval_runs_from_the_5th_to_the_95th_percentile) {
  std::vector<float> values(1000);
  std::iota(values.begin(), values.end(), 1.0F);
  std::ranges::reverse(values);
  const Interval interval = interval_of(values);
  EXPECT_EQ(interval.low, 50);
  EXPECT_EQ(interval.high, 950);
}

TEST(order_statistics, the_largest_value_ranks_first_and_ties_go_by_place) {
  const std::vector<float> values = {1, 5, 5, 9};
  EXPECT_EQ(ranks_of(values), (std::vector<std::uint32_t>{4, 2, 3, 1}));
}

RC_GTEST_PROP(order_statistics, an_index_is_the_share_of_values_that_are_not_larger,
              (const std::vector<std::int8_t>& numbers)) {
  const std::vector<float> values(numbers.begin(), numbers.end());
  const std::vector<float> indices = indices_of(values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto below = std::ranges::count_if(values, [&](float v) { return v <= values[i]; });
    RC_ASSERT(std::abs(indices[i] - 100.0 * static_cast<double>(below) /
                                        static_cast<double>(values.size())) < 1e-4);
  }
}

RC_GTEST_PROP(order_statistics, ranks_are_those_of_a_stable_sort,
              (const std::vector<float>& given)) {
  std::vector<float> values = given;
  values.insert(values.end(), {0.0F, -0.0F, -1.5F, 1e-39F, 0.0F});
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, [&](auto a, auto b) { return values[a] > values[b]; });
  const std::vector<std::uint32_t> ranks = ranks_of(values);
  for (std::size_t i = 0; i < order.size(); ++i) {
    RC_ASSERT(ranks[order[i]] == i + 1);
  }
}

RC_GTEST_PROP(order_statistics, ranks_are_a_permutation, (const std::vector<int>& numbers)) {
  const std::vector<float> values(numbers.begin(), numbers.end());
  std::vector<std::uint32_t> ranks = ranks_of(values);
  std::ranges::sort(ranks);
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    RC_ASSERT(ranks[i] == i + 1);
  }
}

TEST(order_statistics, rank_correlation_is_one_for_the_same_order_and_minus_one_for_the_reverse) {
  const std::vector<float> up = {1, 2, 3, 4};
  const std::vector<float> down = {4, 3, 2, 1};
  EXPECT_DOUBLE_EQ(rank_correlation(up, up), 1);
  EXPECT_DOUBLE_EQ(rank_correlation(up, down), -1);
}

TEST(order_statistics, bands_go_by_rank) {
  std::vector<float> values(30);
  std::iota(values.begin(), values.end(), 0.0F);
  const auto bands = bands_of(values);
  EXPECT_EQ(std::string(bands[29]), "very high");
  EXPECT_EQ(std::string(bands[26]), "high");
  EXPECT_EQ(std::string(bands[15]), "medium");
  EXPECT_EQ(std::string(bands[0]), "low");
}

TEST(order_statistics, log_odds_and_probability_are_inverse) {
  EXPECT_NEAR(logistic(logit(0.03)), 0.03, 1e-12);
}

}  // namespace
}  // namespace headwater
