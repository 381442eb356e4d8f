#include "network/paths.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <set>

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

// Walks are cut at a weight of 1e-4, and no rate exceeds 20: only larger paths can be compared.
constexpr double surely_walked = 2e-3;

/// The first `k` of the walks, in their order, and the proof for the rest.
void require_as_walked(const PathList& fast, const std::vector<twin::WalkedPath>& slow,
                       std::size_t k) {
  for (std::size_t i = 0; i < slow.size() && slow[i].cases > surely_walked; ++i) {
    if (i == k) {
      RC_ASSERT(std::abs(fast.largest_unlisted - slow[i].cases) <= 1e-9 * slow[i].cases);
      return;
    }
    RC_ASSERT(i < fast.paths.size());
    RC_ASSERT(std::abs(fast.paths[i].cases - slow[i].cases) <= 1e-9 * slow[i].cases);
  }
}

/// Each path is worth what the steps it names are worth, and none is given twice.
void require_true_steps(const PathList& fast, const std::vector<twin::WalkedPath>& slow) {
  std::map<std::vector<std::size_t>, double> walked;
  for (const twin::WalkedPath& path : slow) walked[path.steps] = path.cases;
  std::set<std::vector<std::size_t>> seen;
  for (const SupplyPath& path : fast.paths) {
    RC_ASSERT(seen.insert(path.steps).second);
    if (path.cases > surely_walked)
      RC_ASSERT(std::abs(walked[path.steps] - path.cases) <= 1e-9 * path.cases);
  }
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
  const std::vector<twin::WalkedPath> slow =
      twin::DenseNetwork(drawn).paths(twin::vector(rates), twin::vector(demand));
  if (slow.empty()) {
    RC_ASSERT_THROWS_AS(top_paths(table, rates, demand, 12), Error);
    return;
  }
  const PathList fast = top_paths(table, rates, demand, 12);
  require_true_steps(fast, slow);
  require_as_walked(fast, slow, 12);
  RC_ASSERT(std::abs(sum(fast) + fast.remainder - fast.total) <= 1e-9 * fast.total);
  RC_ASSERT(fast.remainder >= -1e-9 * fast.total);
}

std::vector<std::size_t> random_cells(std::size_t count) {
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < count; ++i) {
    if (*rc::gen::inRange(0, 3) == 0) cells.push_back(i);
  }
  return cells;
}

RC_GTEST_PROP(Paths, through_a_filter_are_the_largest_of_the_walks_it_admits, ()) {
  const twin::DrawnNetwork drawn = twin::random_network(0.6);
  const InputOutput table = twin::load(drawn);
  const std::size_t n = table.cells().size();
  const std::vector<double> rates = twin::random_numbers(n);
  const twin::DenseNetwork dense(drawn);
  PathFinder finder(table, rates);
  for (int ledger = 0; ledger < 3; ++ledger) {  // what is kept between queries must not show
    const std::vector<double> demand = twin::random_numbers(n);
    const twin::WalkFilter filter{*rc::gen::inRange<std::size_t>(0, 5), random_cells(n),
                                  random_cells(n)};
    const auto k = *rc::gen::inRange<std::size_t>(0, 30);
    const PathList fast = finder.find({.demand = demand,
                                       .k = k,
                                       .max_cells = filter.max_cells,
                                       .arises_in = filter.arises_in,
                                       .through = filter.through});
    const auto slow = dense.paths(twin::vector(rates), twin::vector(demand), filter);
    require_as_walked(fast, slow, k);
    require_true_steps(fast, slow);
    const double all = dense.path_total(twin::vector(rates), twin::vector(demand));
    const double total = dense.path_total(twin::vector(rates), twin::vector(demand), filter);
    RC_ASSERT(std::abs(fast.total - total) <= 1e-12 * all);
    RC_ASSERT(std::abs(sum(fast) + fast.remainder - fast.total) <= 1e-12 * all);
    RC_ASSERT(fast.remainder >= -1e-12 * all);
    RC_ASSERT(fast.largest_unlisted <= std::max(0.0, fast.remainder) + 1e-12 * all);
  }
}

TEST(Paths, all_of_a_network_without_cycles_leave_nothing) {
  const InputOutput table = twin::load("farm(UZ) -30-> mill(BD) -45-> sewing(VN) -60-> us");
  const PathList list =
      top_paths(table, std::vector<double>(3, 1.0), std::vector<double>(3, 1.0), 1000);
  EXPECT_EQ(list.paths.size(), 6U);
  EXPECT_NEAR(list.remainder, 0, 1e-12);
  EXPECT_EQ(list.largest_unlisted, 0);
}

TEST(Paths, equal_ones_keep_their_order_however_many_are_asked_for) {
  // 3 x 3 equal coefficients: 3, 9, 27, … equal paths of each length.
  std::string text;
  for (const char* from : {"c1(A)", "c2(A)", "c3(A)"}) {
    for (const char* to : {"c1(A)", "c2(A)", "c3(A)"}) {
      text += fmt::format("{} -25-> {};", from, to);
    }
    text += fmt::format("{} makes 100;", from);
  }
  const InputOutput table = twin::load(text);
  const std::vector<double> ones(3, 1.0);
  PathFinder finder(table, ones);
  const PathList all = finder.find({.demand = ones, .k = 5000});
  ASSERT_EQ(all.paths.size(), 5000U);
  for (const std::size_t k : {1U, 2U, 4U, 20U, 100U, 1000U, 3000U}) {
    const PathList few = finder.find({.demand = ones, .k = k});
    ASSERT_EQ(few.paths.size(), k);
    EXPECT_EQ(few.largest_unlisted, all.paths[k].cases);
    for (std::size_t i = 0; i < k; ++i) EXPECT_EQ(few.paths[i].steps, all.paths[i].steps);
  }
}

TEST(Paths, a_filter_that_no_path_meets_gives_none_and_nothing_is_left) {
  const InputOutput table = twin::load("farm(UZ) -30-> mill(BD) -45-> sewing(VN) -60-> us");
  std::vector<double> demand(3, 0.0);
  demand[table.index("BD", "mill")] = 1;
  const std::vector<std::size_t> sewing = {table.index("VN", "sewing")};
  PathFinder finder(table, std::vector<double>(3, 1.0));
  const PathList list = finder.find({.demand = demand, .k = 3, .through = sewing});
  EXPECT_TRUE(list.paths.empty());
  EXPECT_EQ(list.total, 0);
  EXPECT_EQ(list.remainder, 0);
  const std::vector<std::size_t> nowhere = {3};
  EXPECT_THROW(finder.find({.demand = demand, .k = 3, .through = nowhere}), Error);
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
