// What the figures rest on: the null comparison, the shares of variance, coverage of links.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "network/disclosure.h"
#include "reference/seeded_draw.h"
#include "score/order_statistics.h"
#include "score/risk_scope.h"
#include "score/shared_error.h"
#include "unit/score/scored_case.h"

namespace headwater {
namespace {

TEST(Grounds, equal_values_share_their_rank) {
  const std::vector<float> a{4, 3, 2, 1};
  EXPECT_NEAR(tied_rank_correlation(a, a), 1, 1e-12);
  EXPECT_NEAR(tied_rank_correlation(a, std::vector<float>{1, 2, 3, 4}), -1, 1e-12);
  EXPECT_EQ(tied_rank_correlation(a, std::vector<float>{5, 5, 5, 5}), 0) << "orders nothing";
  // Ranks 1.5 1.5 3 4 against 1 2 3 4: 4.5 / sqrt(5 * 4.5).
  EXPECT_NEAR(tied_rank_correlation(a, std::vector<float>{9, 9, 2, 1}), 4.5 / std::sqrt(22.5),
              1e-12);
}

TEST(Grounds, the_share_of_links_without_an_amount_is_a_beta) {
  const double mean = 0.2;
  const double strength = 7;
  double sum = 0;
  double squares = 0;
  constexpr int draws = 20000;
  for (std::uint64_t k = 0; k < draws; ++k) {
    const double share = beta_share({1, k, 13, 0}, mean, strength);
    ASSERT_GE(share, 0);
    ASSERT_LE(share, 1);
    sum += share;
    squares += share * share;
  }
  const double drawn = sum / draws;
  EXPECT_NEAR(drawn, mean, 0.005);
  EXPECT_NEAR(squares / draws - drawn * drawn, mean * (1 - mean) / (strength + 1), 0.001);
  EXPECT_EQ(beta_share({1, 5, 13, 0}, mean, strength), beta_share({1, 5, 13, 0}, mean, strength));
}

TEST(Grounds, coverage_widens_a_draw_only_where_links_have_no_amount) {
  const SharedError without{};
  EXPECT_EQ(shared_factor(without, 1, 3), 1);
  SharedError with{};
  with.coverage = {0.5, 0.2, 7};
  const double share = beta_share({1, 3, 13, 0}, 0.2, 7);
  EXPECT_NEAR(shared_factor(with, 1, 3), 1 + 0.5 * (share - 0.2), 1e-12);
  with.coefficients = {1, 1, 1, 1.1};
  EXPECT_NEAR(shared_factor(with, 1, 3), 1.1 * (1 + 0.5 * (share - 0.2)), 1e-12);
}

TEST(Grounds, shares_of_variance_sum_to_one_and_say_what_would_help) {
  ScoredCase scored;
  scored.assess();
  Connection& c = scored.connection;
  EXPECT_NEAR(c.number("SELECT sum(share) FROM variance_shares").value(), 1, 1e-12);
  EXPECT_EQ(c.integer("SELECT count(*) FROM variance_shares WHERE what_would_help = ''"), 0);
  EXPECT_EQ(c.integer("SELECT count(*) FROM sharpening WHERE entity_id = 'E5'"), 0)
      << "its origin is stated";
  EXPECT_EQ(c.integer("SELECT count(*) FROM sharpening WHERE entity_id = 'E4'"), 1);
  EXPECT_EQ(c.integer("SELECT count(*) FROM null_comparison"), 6);
  EXPECT_EQ(c.integer("SELECT count(*) FROM null_comparison WHERE abs(rank_correlation) > 1"), 0);
}

TEST(Grounds, a_ledger_with_disclosed_suppliers_is_scored_as_it_is_traced) {
  ScoredCase scored;
  Connection& c = scored.connection;
  c.run(
      "INSERT INTO spellings VALUES (1, 'Alpha Sewing', 'BGD', NULL, 'E1', 1, NULL, 1, '');"
      "INSERT INTO links (link_id, input_id, \"row\", buyer, supplier, product, supplier_country) "
      "VALUES (1, 1, 2, 'Alpha Sewing', 'Weaver', 'c4', 'IND')");
  trace(c, scored.table, {.draws = 50, .threads = 1}, {});
  const std::optional<InputOutput> table = traced_table(c, scored.table, 0.2);
  ASSERT_TRUE(table);
  score(c, *table, {.draws = 100}, {});
  const double traced = c.number("SELECT value FROM trace_totals WHERE key = 'cases'").value();
  EXPECT_NEAR(c.number("SELECT cases FROM risk WHERE scope = 'ledger'").value(), traced,
              1e-9 * traced);
  EXPECT_NEAR(c.number("SELECT sum(cases) FROM risk WHERE scope = 'bought_sector'").value(), traced,
              1e-9 * traced);
  EXPECT_GT(c.number("SELECT share FROM variance_shares WHERE source = 'links without an amount'")
                .value_or(0),
            0);
  EXPECT_EQ(c.integer("SELECT count(*) FROM risk WHERE starts_with(key, '@')"), 0)
      << "places are shown by their country";
}

}  // namespace
}  // namespace headwater
