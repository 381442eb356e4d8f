#include "plan/plan.h"

#include <gtest/gtest.h>

#include "unit/plan/planned_ledger.h"

namespace headwater {
namespace {

constexpr double budget = 250000;

/// One planned ledger for the tests that only read it.
PlannedLedger& planned() {
  static PlannedLedger* one = [] {
    auto* made = new PlannedLedger(120);  // NOLINT: lives to the end of the program
    made->plan_for(budget);
    return made;
  }();
  return *one;
}

TEST(Plan, the_budget_is_kept_and_the_gap_is_proven) {
  EXPECT_GT(planned().total("choices"), 0);
  EXPECT_LE(planned().total("spent_usd"), budget);
  EXPECT_GE(planned().total("gap"), 0);
  EXPECT_LE(planned().total("gap"), 0.01);
  EXPECT_NEAR(planned().number("SELECT sum(cost_usd) FROM plan_measures"),
              planned().total("spent_usd"), 0.01);
}

TEST(Plan, the_reduction_is_a_share_inside_its_interval) {
  EXPECT_GT(planned().total("reduction"), 0);
  EXPECT_LT(planned().total("reduction"), 1);
  EXPECT_LE(planned().total("reduction_low"), planned().total("reduction"));
  EXPECT_GE(planned().total("reduction_high"), planned().total("reduction"));
}

TEST(Plan, measures_of_little_or_no_effect_and_those_for_states_are_never_chosen) {
  EXPECT_EQ(planned().number(
                "SELECT count(*) FROM plan_choices c JOIN reference.measures m ON m.id = c.measure "
                "WHERE m.evidence = 'X' OR m.scope = 'state'"),
            0);
}

TEST(Plan, fees_are_repaid_only_where_the_employer_pays_and_no_exit_without_a_plan_for_it) {
  for (const auto& [measure, needed] : {std::pair("M3", "M1"), std::pair("M26", "M24")}) {
    EXPECT_EQ(planned().number(fmt::format(
                  "SELECT count(*) FROM plan_choices a WHERE measure = '{}' AND NOT EXISTS "
                  "(FROM plan_choices b WHERE b.entity_id = a.entity_id AND b.measure = '{}')",
                  measure, needed)),
              0);
  }
}

TEST(Plan, a_measure_is_chosen_once_at_a_node) {
  EXPECT_EQ(planned().number(
                "SELECT count(*) FROM (FROM plan_choices SELECT measure, entity_id GROUP BY ALL "
                "HAVING count(*) > 1)"),
            0);
}

TEST(Plan, each_choice_says_that_its_effect_is_assumed_and_how_good_the_evidence_is) {
  EXPECT_EQ(
      planned().number(
          "SELECT count(*) FROM plan_choices WHERE reason NOT LIKE '%evidence grade%' OR reason "
          "NOT LIKE '%effect assumed%'"),
      0);
  EXPECT_EQ(
      planned().number("SELECT count(*) FROM plan_choices WHERE stability NOT BETWEEN 0 AND 1"), 0);
}

TEST(Plan, a_larger_budget_never_buys_less) {
  EXPECT_GE(planned().number("SELECT count(*) FROM plan_curve"), 8);
  EXPECT_EQ(planned().number("SELECT count(*) FROM (SELECT reduction < lag(reduction) OVER (ORDER "
                             "BY budget_usd) AS less "
                             "FROM plan_curve) WHERE less"),
            0);
  EXPECT_EQ(planned().number("SELECT count(*) FROM plan_curve WHERE NOT reduction BETWEEN "
                             "reduction_low AND reduction_high"),
            0);
}

TEST(Plan, what_fewer_than_three_suppliers_would_show_is_not_told) {
  EXPECT_EQ(planned().number("SELECT count(*) FROM plan_measures m WHERE reduction IS NOT NULL AND "
                             "(SELECT count(DISTINCT "
                             "entity_id) FROM plan_choices c WHERE c.measure = m.measure AND "
                             "entity_id IS NOT NULL) IN (1, 2)"),
            0);
}

TEST(Plan, the_same_ledger_gives_the_same_plan) {
  PlannedLedger once(60);
  once.plan_for(100000);
  const std::string first = once.written();
  once.plan_for(100000);
  EXPECT_EQ(first, once.written());
}

TEST(Plan, without_a_budget_only_that_is_said) {
  PlannedLedger ledger(10);
  ledger.plan_for(0);
  EXPECT_EQ(ledger.number("SELECT count(*) FROM plan_totals"), 1);
  EXPECT_EQ(ledger.number("SELECT count(*) FROM plan_choices"), 0);
}

TEST(Plan, a_ledger_without_suppliers_still_has_measures_of_its_own) {
  PlannedLedger ledger(10);
  ledger.connection.run("DELETE FROM purchase_entities");
  ledger.plan_for(budget);
  EXPECT_EQ(ledger.number("SELECT count(*) FROM plan_choices WHERE entity_id IS NOT NULL"), 0);
  ledger.connection.run("DELETE FROM purchases");
  ledger.plan_for(budget);
  EXPECT_EQ(ledger.total("reduction"), 0);
}

}  // namespace
}  // namespace headwater
