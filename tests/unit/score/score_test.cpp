#include "score/score.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

#include "unit/score/scored_case.h"

namespace headwater {
namespace {

/// One scored case for the tests that only read it.
ScoredCase& scored() {
  static ScoredCase* one = [] {
    auto* made = new ScoredCase;  // NOLINT: lives to the end of the program
    made->assess();
    return made;
  }();
  return *one;
}

double number(const std::string& sql) { return scored().connection.number(sql).value_or(NAN); }

TEST(score, the_ledger_total_is_the_traced_total) {
  const double traced = number("SELECT value FROM trace_totals WHERE key = 'cases'");
  EXPECT_GT(traced, 0);
  EXPECT_NEAR(number("SELECT cases FROM risk WHERE scope = 'ledger'") / traced, 1, 1e-9);
}

TEST(score, every_scope_sums_to_the_ledger) {
  const double total = number("SELECT cases FROM risk WHERE scope = 'ledger'");
  for (const char* scope :
       {"origin_region", "origin_sector", "tier", "bought_sector", "bought_country"}) {
    const double sum = number(fmt::format("SELECT sum(cases) FROM risk WHERE scope = '{}'", scope));
    EXPECT_NEAR(sum / total, 1, 1e-6) << scope;
  }
}

TEST(score, tiers_are_those_of_the_trace) {
  EXPECT_LT(
      number(
          "SELECT max(abs(r.cases - t.cases)) / sum(t.cases) FROM risk r JOIN tiers t ON r.key = "
          "CAST(t.tier AS VARCHAR) WHERE r.scope = 'tier'"),
      1e-9);
}

TEST(score, every_figure_lies_in_its_interval) {
  EXPECT_EQ(number("SELECT count(*) FROM risk WHERE NOT (cases_low <= cases_high) OR cases_low > "
                   "cases * 1.3 "
                   "OR cases_high < cases * 0.7 OR rank_low > rank_high"),
            0);
  EXPECT_GT(number("SELECT cases_high / cases_low FROM risk WHERE scope = 'ledger'"), 1.5);
}

TEST(score, an_amount_that_is_unknown_is_not_ranked_and_not_low) {
  EXPECT_EQ(number("SELECT count(*) FROM supplier_risk WHERE entity_id = 'E6' AND exposure_rank IS "
                   "NULL AND abstains"),
            1);
}

TEST(score, a_listing_for_forced_labour_moves_the_log_odds_of_its_supplier_only) {
  EXPECT_GT(number("SELECT log_odds FROM supplier_risk WHERE entity_id = 'E6'"), 2);
  EXPECT_EQ(number("SELECT log_odds FROM supplier_risk WHERE entity_id = 'E1'"), 0);
}

TEST(score, copies_of_one_finding_on_several_lists_count_once) {
  EXPECT_EQ(
      number("SELECT count(*) FROM supplier_reasons WHERE entity_id = 'E3' AND unit = 'log-odds'"),
      1);
}

TEST(score, the_reasons_of_a_supplier_sum_to_its_log_odds) {
  EXPECT_LT(number("SELECT max(abs(s.log_odds - coalesce(r.effect, 0))) FROM supplier_risk s LEFT "
                   "JOIN (SELECT entity_id, "
                   "sum(effect) AS effect FROM supplier_reasons WHERE unit = 'log-odds' GROUP BY "
                   "1) r USING (entity_id)"),
            1e-12);
}

TEST(score, an_unknown_country_is_said_to_be_unknown) {
  EXPECT_EQ(
      scored().connection.text("SELECT country_signal FROM supplier_risk WHERE entity_id = 'E4'"),
      "unknown");
  EXPECT_EQ(number("SELECT count(*) FROM supplier_reasons WHERE entity_id = 'E4' AND what LIKE "
                   "'supplier country unknown%'"),
            1);
  EXPECT_EQ(number("SELECT proxy_share FROM supplier_risk WHERE entity_id = 'E4'"), 1);
}

TEST(score, averaging_over_the_world_does_not_make_an_unknown_origin_certain) {
  EXPECT_GT(
      number("SELECT (cases_high - cases_low) / cases FROM risk WHERE scope = 'bought_country' AND "
             "key = 'UNK'"),
      1);
}

TEST(score, a_stated_origin_is_told_apart_from_the_address) {
  EXPECT_EQ(number("SELECT count(*) FROM supplier_reasons WHERE entity_id = 'E5' AND what LIKE "
                   "'origin stated%Uzbekistan%'"),
            1);
}

TEST(score, factors_are_places_among_all_and_equal_ones_share_theirs) {
  EXPECT_EQ(scored().connection.text(
                "SELECT string_agg(concat(entity_id, ' ', CAST(leverage AS INTEGER)), ', ' ORDER "
                "BY entity_id) FROM supplier_factors"),
            "E1 60, E2 80, E3 100, E4 40, E5 40")
      << "by what is bought of them; one without an amount has no place";
  EXPECT_EQ(number("SELECT count(*) FROM supplier_factors WHERE least(severity, likelihood, "
                   "proximity, leverage) <= 0 OR greatest(severity, likelihood, proximity, "
                   "leverage) > 100"),
            0);
}

TEST(score, a_lens_orders_by_the_mean_of_its_factors_alone) {
  const auto misplaced = [](const std::string& lens, const std::string& factors) {
    return number(fmt::format(
        "WITH s AS (SELECT rank, {} AS score FROM supplier_lenses JOIN supplier_factors USING "
        "(entity_id) WHERE lens = '{}') SELECT count(*) FROM s a JOIN s b ON a.rank < b.rank AND "
        "a.score < b.score - 1e-4",
        factors, lens));
  };
  EXPECT_EQ(misplaced("csddd", "severity + likelihood"), 0);
  EXPECT_EQ(misplaced("lksg", "severity + likelihood + leverage"), 0);
  EXPECT_EQ(misplaced("eu_flr", "severity + likelihood + proximity + leverage"), 0);
  EXPECT_EQ(misplaced("tender", "likelihood + proximity + leverage"), 0);
  EXPECT_GT(misplaced("tender", "-leverage"), 0) << "the check can fail";
  EXPECT_EQ(number("SELECT count(*) FROM supplier_lenses WHERE rank_low > rank OR rank_high < rank "
                   "OR stability NOT BETWEEN 0 AND 1"),
            0);
  EXPECT_EQ(number("SELECT count(*) FROM supplier_lenses"), 20);
}

TEST(score, evidence_moves_likelihood_and_not_severity) {
  ScoredCase listed;
  listed.connection.run(
      "INSERT INTO screening VALUES ('E4', 1, 'Delta Foods', 'Zeta Charcoal Ltda', 'lista_suja', "
      "0.9, 'match', 0.95, '')");
  listed.assess();
  const auto of_e4 = [](Connection& connection, const std::string& factor) {
    return connection.number("SELECT " + factor + " FROM supplier_factors WHERE entity_id = 'E4'")
        .value_or(NAN);
  };
  EXPECT_GT(of_e4(listed.connection, "likelihood"), of_e4(scored().connection, "likelihood"));
  EXPECT_EQ(of_e4(listed.connection, "severity"), of_e4(scored().connection, "severity"));
}

TEST(score, no_number_of_people_is_attached_to_a_company) {
  EXPECT_EQ(number("SELECT count(*) FROM supplier_reasons WHERE what ILIKE '%case%' OR what ILIKE "
                   "'%people%' OR unit = 'cases'"),
            0);
  EXPECT_EQ(
      number("SELECT count(*) FROM risk WHERE key LIKE 'E%' AND length(key) < 3 OR key2 LIKE 'E_'"),
      0);
}

TEST(score, a_stated_origin_shows_the_facts_beside_the_score) {
  EXPECT_GE(number("SELECT count(*) FROM listed_facts WHERE region = 'UZB' AND sector = 'c1' AND "
                   "good = 'Cotton'"),
            1);
}

TEST(score, the_base_variant_agrees_with_itself) {
  EXPECT_EQ(number("SELECT rank_correlation FROM ensemble WHERE variant = 'base'"), 1);
  EXPECT_EQ(number("SELECT top20_common FROM ensemble WHERE variant = 'base'"), 20);
  EXPECT_GT(number("SELECT count(*) FROM ensemble WHERE rank_correlation < 1"), 3);
}

TEST(score, the_same_run_gives_the_same_rows_whatever_the_threads) {
  ScoredCase two(2);
  two.assess({.draws = 100, .threads = 2});
  for (const char* table : {"risk", "risk_reasons", "supplier_risk", "supplier_reasons",
                            "supplier_factors", "supplier_lenses", "listed_facts", "ensemble"}) {
    const std::string sql =
        fmt::format("SELECT md5(string_agg(CAST(t AS VARCHAR), '|')) FROM {} t", table);
    EXPECT_EQ(scored().connection.text(sql), two.connection.text(sql)) << table;
  }
}

TEST(score, scoring_twice_replaces_the_rows) {
  ScoredCase twice;
  twice.assess();
  const auto once = twice.connection.integer("SELECT count(*) FROM risk");
  twice.assess();
  EXPECT_EQ(twice.connection.integer("SELECT count(*) FROM risk"), once);
  EXPECT_EQ(twice.connection.integer("SELECT count(*) FROM supplier_risk"), 6);
  EXPECT_EQ(twice.connection.integer("SELECT count(*) FROM supplier_lenses"), 20);
}

}  // namespace
}  // namespace headwater
