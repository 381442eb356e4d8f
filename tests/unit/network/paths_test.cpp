#include "network/paths.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>

#include "base/error.h"
#include "network/tiers.h"
#include "reference/network_dense.h"
#include "reference/network_random.h"

namespace headwater {
namespace {

double sum(const PathList& list) {
  double total = 0;
  for (const SupplyPath& path : list.paths) total += path.cases;
  return total;
}

TEST(Paths, come_in_order_with_the_exact_rest) {
  const InputOutput table = twin::load(
      "farm(UZ) -30-> mill(BD) -40-> sewing(VN) -80-> us; mill(VN) -20-> sewing(VN); mill(VN) "
      "makes 20;"
      "mill(BD) makes 40; farm(UZ) makes 30");
  const auto cell = [&](const char* region, const char* sector) {
    return table.index(region, sector);
  };
  std::vector<double> rates(table.cells().size(), 0.0);
  rates[cell("UZ", "farm")] = 4;
  rates[cell("BD", "mill")] = 1;
  rates[cell("VN", "mill")] = 8;
  std::vector<double> demand(rates.size(), 0.0);
  demand[cell("VN", "sewing")] = 8;
  const PathList list = top_paths(table, rates, demand, 2);
  ASSERT_EQ(list.paths.size(), 2U);
  EXPECT_EQ(list.paths[0].steps, (std::vector{cell("VN", "sewing"), cell("VN", "mill")}));
  EXPECT_DOUBLE_EQ(list.paths[0].cases, 16);
  EXPECT_EQ(list.paths[1].steps,
            (std::vector{cell("VN", "sewing"), cell("BD", "mill"), cell("UZ", "farm")}));
  EXPECT_DOUBLE_EQ(list.paths[1].cases, 12);
  EXPECT_NEAR(list.total, 32, 1e-12);
  EXPECT_NEAR(list.remainder, 4, 1e-12);
}

TEST(Paths, do_not_differ_only_by_a_loop) {
  const InputOutput table =
      twin::load("c1(A) -50-> c1(A); c1(A) -10-> c2(B) -20-> us; c1(A) makes 100");
  const PathList list = top_paths(table, std::vector<double>{1, 0}, std::vector<double>{3, 20}, 10);
  ASSERT_EQ(list.paths.size(), 2U);
  EXPECT_NEAR(list.paths[0].cases, 20, 1e-12) << "10 of c1(A), doubled by its own loop";
  EXPECT_NEAR(list.paths[1].cases, 6, 1e-12);
  EXPECT_NEAR(list.remainder, 0, 1e-12);
}

RC_GTEST_PROP(Paths, are_the_largest_of_all_walks, ()) {
  const twin::DrawnNetwork drawn = twin::random_network(0.6);
  const InputOutput table = twin::load(drawn);
  const std::vector<double> rates = twin::random_numbers(table.cells().size());
  const std::vector<double> demand = twin::random_numbers(table.cells().size());
  const std::vector<double> slow =
      twin::DenseNetwork(drawn).top_paths(twin::vector(rates), twin::vector(demand), 12);
  if (slow.empty()) {
    RC_ASSERT_THROWS_AS(top_paths(table, rates, demand, 12), Error);
    return;
  }
  const PathList fast = top_paths(table, rates, demand, 12);
  // Walks are cut at a weight of 1e-4, so only larger paths can be compared.
  for (std::size_t i = 0; i < slow.size() && slow[i] > 2e-3; ++i) {
    RC_ASSERT(i < fast.paths.size());
    RC_ASSERT(std::abs(fast.paths[i].cases - slow[i]) <= 1e-9 * slow[i]);
  }
  RC_ASSERT(std::abs(sum(fast) + fast.remainder - fast.total) <= 1e-9 * fast.total);
  RC_ASSERT(fast.remainder >= -1e-9 * fast.total);
}

RC_GTEST_PROP(Paths, of_a_longer_list_begin_with_the_shorter_list, ()) {
  const InputOutput table = twin::load(twin::random_network());
  const std::vector<double> rates(table.cells().size(), 1.0);
  const std::vector<double> demand(table.cells().size(), 1.0);
  const PathList few = top_paths(table, rates, demand, 5);
  const PathList many = top_paths(table, rates, demand, 60);
  for (std::size_t i = 0; i < many.paths.size(); ++i) {
    if (i < few.paths.size()) RC_ASSERT(few.paths[i].steps == many.paths[i].steps);
    if (i > 0) RC_ASSERT(many.paths[i].cases <= many.paths[i - 1].cases * (1 + 1e-12));
  }
}

TEST(Paths, without_risk_or_with_negative_demand_are_an_error) {
  const InputOutput table = twin::load("c1(A) -1-> c2(A) -2-> us");
  EXPECT_THROW(top_paths(table, std::vector<double>{0, 0}, std::vector<double>{1, 1}, 3), Error);
  EXPECT_THROW(top_paths(table, std::vector<double>{1, 1}, std::vector<double>{1, -1}, 3), Error);
}

TEST(Tiers, a_chain_has_one_tier_a_step) {
  const InputOutput table = twin::load("farm(UZ) -30-> mill(BD) -45-> sewing(VN) -60-> us");
  std::vector<double> rates(3, 0.0);
  rates[table.index("UZ", "farm")] = 2;
  std::vector<double> demand(3, 0.0);
  demand[table.index("VN", "sewing")] = 60;
  std::vector<double> unknown(3, 0.0);
  unknown[table.index("VN", "sewing")] = 20;
  const std::vector<Tier> rows = tiers(table, rates, {demand, unknown}, 3);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_NEAR(rows[0].spend_musd, 60, 1e-12);
  EXPECT_NEAR(rows[1].spend_musd, 45, 1e-12);
  EXPECT_NEAR(rows[2].spend_musd, 30, 1e-12);
  EXPECT_NEAR(rows[2].cases, 60, 1e-12);
  EXPECT_NEAR(rows[3].cases, 0, 1e-12);
  EXPECT_NEAR(rows[0].unknown_musd, 20, 1e-12);
  EXPECT_NEAR(rows[2].unknown_musd, 10, 1e-12) << "unknown at the start is unknown behind it too";
  EXPECT_EQ(rows[0].disclosed_musd, 0);
}

RC_GTEST_PROP(Tiers, add_up_to_the_whole, ()) {
  const InputOutput table = twin::load(twin::random_network(0.9));
  const std::vector<double> rates = twin::random_numbers(table.cells().size());
  const std::vector<double> demand = twin::random_numbers(table.cells().size());
  const std::vector<double> m = table.adjoint(rates);
  const double total = std::inner_product(m.begin(), m.end(), demand.begin(), 0.0);
  double cases = 0;
  for (const Tier& tier : tiers(table, rates, {demand, demand}, 4)) {
    RC_ASSERT(tier.cases >= -1e-9 * total);
    RC_ASSERT(tier.spend_musd >= -1e-6);
    RC_ASSERT(std::abs(tier.unknown_musd - tier.spend_musd) <= 1e-9 * (1 + tier.spend_musd));
    cases += tier.cases;
  }
  RC_ASSERT(std::abs(cases - total) <= 1e-9 * total);
}

}  // namespace
}  // namespace headwater
