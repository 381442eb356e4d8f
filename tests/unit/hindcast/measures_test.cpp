#include "hindcast/measures.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "reference/hindcast_pairwise.h"

namespace headwater {
namespace {

Measures of(std::vector<Scored> candidates) {
  return Ranking(std::move(candidates)).measures().value();
}

void expect_equal(const Measures& a, const Measures& b) {
  RC_ASSERT(std::abs(a.roc_auc - b.roc_auc) < 1e-12);
  RC_ASSERT(std::abs(a.pr_auc - b.pr_auc) < 1e-12);
  for (std::size_t i = 0; i < depths.size(); ++i) {
    RC_ASSERT(std::abs(a.precision[i] - b.precision[i]) < 1e-12);
  }
}

/// Few different scores, so that many tie.
std::vector<Scored> some_candidates(std::size_t clusters) {
  auto candidates = *rc::gen::container<std::vector<Scored>>(rc::gen::build<Scored>(
      rc::gen::set(&Scored::score,
                   rc::gen::map(rc::gen::inRange(0, 8), [](int s) { return 0.5 * s; })),
      rc::gen::set(&Scored::target, rc::gen::arbitrary<bool>()),
      rc::gen::set(&Scored::cluster, rc::gen::inRange<std::size_t>(0, clusters))));
  candidates.push_back({1, true, 0});
  candidates.push_back({1, false, 0});
  return candidates;
}

TEST(Measures, a_small_case_by_hand) {
  // In order: target, other, (target and other tie), other.
  const Measures measures =
      of({{0.2, false}, {0.9, true}, {0.8, false}, {0.5, true}, {0.5, false}});
  EXPECT_DOUBLE_EQ(measures.roc_auc, (3 + 1.5) / 6);
  EXPECT_DOUBLE_EQ(measures.pr_auc, (1.0 + 2.0 / 4) / 2);
  EXPECT_DOUBLE_EQ(measures.precision[0], 2.0 / 25);
}

TEST(Measures, an_order_that_says_nothing_scores_one_half) {
  std::vector<Scored> candidates(200);
  for (std::size_t i = 0; i < 10; ++i) {
    candidates[i * 7].target = true;
  }
  const Measures measures = of(candidates);
  EXPECT_DOUBLE_EQ(measures.roc_auc, 0.5);
  EXPECT_DOUBLE_EQ(measures.pr_auc, 0.05);
  EXPECT_DOUBLE_EQ(measures.precision[1], 0.05) << "expected, whichever of the ties come first";
}

TEST(Measures, without_a_target_or_without_anything_else_there_is_no_measure) {
  EXPECT_FALSE(Ranking({}).measures());
  EXPECT_FALSE(Ranking({{1, false}, {2, false}}).measures());
  EXPECT_FALSE(Ranking({{1, true}, {2, true}}).measures());
}

RC_GTEST_PROP(Measures, a_ranking_measures_what_its_slow_twin_does, ()) {
  const auto candidates = some_candidates(3);
  expect_equal(of(candidates), twin::measures_by_pairs(candidates));
}

RC_GTEST_PROP(Measures, a_country_drawn_twice_counts_as_its_candidates_written_twice, ()) {
  const auto candidates = some_candidates(3);
  const std::vector<double> times = {static_cast<double>(*rc::gen::inRange(1, 4)),
                                     static_cast<double>(*rc::gen::inRange(0, 3)),
                                     static_cast<double>(*rc::gen::inRange(0, 3))};
  std::vector<Scored> written;
  for (const Scored& candidate : candidates) {
    written.insert(written.end(), static_cast<std::size_t>(times[candidate.cluster]), candidate);
  }
  expect_equal(Ranking(candidates).measures(times).value(), of(written));
}

RC_GTEST_PROP(Measures, the_order_candidates_are_given_in_changes_nothing, ()) {
  const auto candidates = some_candidates(1);
  auto turned = candidates;
  std::ranges::reverse(turned);
  expect_equal(of(candidates), of(turned));
}

}  // namespace
}  // namespace headwater
