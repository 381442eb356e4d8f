#include "plan/programme.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"
#include "reference/plan_enumeration.h"

namespace headwater {
namespace {

constexpr SolverLimits exact = {.gap = 1e-9, .nodes = 100000};

/// Two suppliers, a clause written once (0) and an audit at each (1); the audit needs the clause.
Programme two_suppliers() {
  Programme p;
  p.exposure = {0.6, 0.4};
  p.measures = {{"clause", 1000, 100, {}}, {"audit", 0, 2000, {0}}};
  p.offers = {{0, 0, 0.10, 100}, {0, 1, 0.20, 2000}, {1, 0, 0.10, 100}, {1, 1, 0.20, 2000}};
  return p;
}

TEST(SelectMeasures, a_shared_cost_is_paid_once) {
  const Selection s = select_measures(two_suppliers(), 1200, exact);
  EXPECT_EQ(s.offers, (std::vector<std::size_t>{0, 2}));
  EXPECT_DOUBLE_EQ(s.spent_usd, 1200);
  EXPECT_NEAR(s.reduction, 0.10, 1e-12);
}

TEST(SelectMeasures, a_measure_is_not_chosen_without_what_it_requires) {
  Programme p = two_suppliers();
  p.offers = {{0, 1, 0.20, 2000}};
  EXPECT_TRUE(select_measures(p, 1e6, exact).offers.empty());
}

TEST(SelectMeasures, nothing_is_bought_without_a_budget) {
  EXPECT_TRUE(select_measures(two_suppliers(), 0, exact).offers.empty());
  EXPECT_TRUE(select_measures(Programme{}, 1000, exact).offers.empty());
}

TEST(SelectMeasures, what_is_locked_is_chosen_and_what_is_forbidden_is_not) {
  const Selection s =
      select_measures(two_suppliers(), 3500, exact, {.locked = {3}, .forbidden = {0}});
  EXPECT_EQ(s.offers, (std::vector<std::size_t>{2, 3}));
}

TEST(SelectMeasures, locks_that_do_not_fit_are_told) {
  EXPECT_THROW(select_measures(two_suppliers(), 500, exact, {.locked = {3}, .forbidden = {}}),
               Error);
  EXPECT_THROW(select_measures(two_suppliers(), 9000, exact, {.locked = {1}, .forbidden = {0}}),
               Error);
}

TEST(SelectMeasures, the_gap_is_proven) {
  EXPECT_LE(select_measures(two_suppliers(), 3500, exact).gap, 1e-6);
}

TEST(Diminished, each_further_step_counts_less_and_never_negative) {
  const Diminishing d = {0.1, 0.5, 3};
  EXPECT_DOUBLE_EQ(diminished(d, 0.1), 0.1);
  EXPECT_DOUBLE_EQ(diminished(d, 0.2), 0.15);
  EXPECT_DOUBLE_EQ(diminished(d, 9.0), 0.175);
  EXPECT_DOUBLE_EQ(diminished(d, 0.0), 0.0);
}

Programme random_programme() {
  const auto share = [] { return *rc::gen::inRange(1, 100) / 100.0; };
  Programme p;
  const int nodes = *rc::gen::inRange(1, 4);
  const int measures = *rc::gen::inRange(1, 4);
  for (int n = 0; n < nodes; ++n) {
    p.exposure.push_back(share());
  }
  for (int m = 0; m < measures; ++m) {
    const bool needs_first = m > 0 && *rc::gen::inRange(0, 4) == 0;
    p.measures.push_back({"M", *rc::gen::inRange(0, 3) * 500.0, 0, {}});
    if (needs_first) {
      p.measures.back().requires_ = {0};
    }
  }
  for (int n = 0; n < nodes; ++n) {
    for (int m = 0; m < measures; ++m) {
      p.offers.push_back({static_cast<std::size_t>(n), static_cast<std::size_t>(m), share() / 2,
                          *rc::gen::inRange(1, 40) * 100.0});
    }
  }
  return p;
}

RC_GTEST_PROP(SelectMeasures, the_solver_finds_what_trying_everything_finds, ()) {
  const Programme p = random_programme();
  const double budget = *rc::gen::inRange(0, 100) * 100.0;
  const Selection s = select_measures(p, budget, exact);
  RC_ASSERT(s.spent_usd <= budget + 1e-6);
  RC_ASSERT(std::abs(s.reduction - best_reduction_by_enumeration(p, budget)) < 1e-7);
}

RC_GTEST_PROP(SelectMeasures, more_money_never_buys_less, ()) {
  const Programme p = random_programme();
  const double budget = *rc::gen::inRange(1, 50) * 100.0;
  RC_ASSERT(select_measures(p, 2 * budget, exact).reduction >=
            select_measures(p, budget, exact).reduction - 1e-7);
}

}  // namespace
}  // namespace headwater
