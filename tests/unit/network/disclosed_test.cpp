#include "network/disclosed.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>

#include "base/error.h"
#include "network/parts.h"
#include "reference/network_random.h"

namespace headwater {
namespace {

constexpr const char* two_mills =
    "yarn(BD) -40-> sewing(VN) -100-> us; yarn(IN) -20-> sewing(VN); yarn(BD) makes 50; yarn(IN) "
    "makes 50";

/// Rates and cells of the network above; sewing buys 0.4 of yarn(BD) and 0.2 of yarn(IN).
struct Mills {
  InputOutput table = twin::load(two_mills);
  std::size_t bd = table.index("BD", "yarn");
  std::size_t in = table.index("IN", "yarn");
  std::size_t vn = table.index("VN", "sewing");
  std::vector<double> rates = [this] {
    std::vector<double> r(3, 0.0);
    r[bd] = 10;
    r[in] = 1;
    return r;
  }();
};

/// The table with firms, and the multiplier of each firm in it.
struct Solved {
  DisclosedTable with;
  std::vector<double> multiplier;
  std::vector<double> disclosed;
  std::vector<DisclosedProblem> problems;
};

Solved solved(const InputOutput& table, std::span<const double> rates,
              const std::vector<Firm>& firms, const std::vector<DisclosedLink>& links) {
  DisclosedTable with = with_suppliers(table, firms, links, 0.2);
  const std::vector<double> m = with.table.adjoint(rates_with_suppliers(with.table, rates));
  std::vector<double> of_firms(m.begin() + static_cast<std::ptrdiff_t>(table.cells().size()),
                               m.end());
  std::vector<double> disclosed = with.disclosed;
  std::vector<DisclosedProblem> problems = with.problems;
  return {std::move(with), std::move(of_firms), std::move(disclosed), std::move(problems)};
}

TEST(Disclosed, a_disclosed_link_is_never_counted_twice) {
  const Mills mills;
  const std::vector<Firm> firms{{mills.vn, {}}, {mills.bd, 0.0}};
  const std::vector<DisclosedLink> links{{0, 1, 0.3}};
  const Solved found = solved(mills.table, mills.rates, firms, links);
  EXPECT_NEAR(found.multiplier[0], 0.1 * 10 + 0.2 * 1, 1e-12)
      << "0.3 of 0.4 comes from a clean mill";
  EXPECT_NEAR(found.disclosed[0], 0.5, 1e-12);
  EXPECT_TRUE(found.problems.empty());
}

TEST(Disclosed, what_exceeds_the_suppliers_cell_is_taken_from_other_regions) {
  const Mills mills;
  const std::vector<Firm> firms{{mills.vn, {}}, {mills.in, {}}};
  const std::vector<DisclosedLink> links{{0, 1, 0.5}};
  const Solved found = solved(mills.table, mills.rates, firms, links);
  EXPECT_NEAR(found.multiplier[0], 0.5 * 1 + 0.1 * 10, 1e-12);
}

TEST(Disclosed, more_than_the_cell_buys_is_scaled_and_reported) {
  const Mills mills;
  const std::vector<Firm> firms{{mills.vn, {}}, {mills.in, {}}};
  const std::vector<DisclosedLink> links{{0, 1, 1.2}};
  const Solved found = solved(mills.table, mills.rates, firms, links);
  EXPECT_NEAR(found.multiplier[0], 0.6, 1e-12);
  ASSERT_EQ(found.problems.size(), 1U);
  EXPECT_NEAR(found.problems[0].scale, 0.5, 1e-12);
}

TEST(Disclosed, a_link_without_amount_takes_a_share_of_the_flow_and_adds_nothing) {
  const Mills mills;
  const std::vector<Firm> firms{{mills.vn, {}}, {mills.in, {}}};
  const std::vector<DisclosedLink> links{{0, 1, std::nullopt}};
  const Solved found = solved(mills.table, mills.rates, firms, links);
  EXPECT_NEAR(found.disclosed[0], 0.2, 1e-12);
  EXPECT_NEAR(found.multiplier[0], 0.4 * 10 + 0.2 * 1, 1e-12)
      << "0.12 is within what IN sells already";
}

TEST(Disclosed, a_negative_amount_is_an_error) {
  const Mills mills;
  const std::vector<Firm> firms{{mills.vn, {}}, {mills.in, {}}};
  EXPECT_THROW(with_suppliers(mills.table, firms, std::vector<DisclosedLink>{{0, 1, -1}}, 0.2),
               Error);
}

RC_GTEST_PROP(Disclosed, suppliers_at_their_cells_averages_change_nothing, ()) {
  const InputOutput table = twin::load(twin::random_network());
  const std::size_t n = table.cells().size();
  const std::vector<double> rates = twin::random_numbers(n);
  std::vector<Firm> firms;
  const int count = *rc::gen::inRange(1, 8);
  for (int i = 0; i < count; ++i)
    firms.push_back({static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(n))), {}});
  std::vector<double> column(n);
  std::vector<DisclosedLink> links;
  for (std::size_t buyer = 0; buyer < firms.size(); ++buyer) {
    table.parts().column_of(firms[buyer].cell, column);
    for (std::size_t supplier = 0; supplier < firms.size(); ++supplier) {
      double& left = column[firms[supplier].cell];
      const double amount = left * *rc::gen::inRange(0, 101) / 100.0;
      if (*rc::gen::inRange(0, 2) == 0 || amount <= 0) continue;
      links.push_back({buyer, supplier, amount});
      left -= amount;
    }
  }
  const std::vector<double> m = table.adjoint(rates);
  const Solved found = solved(table, rates, firms, links);
  for (std::size_t firm = 0; firm < firms.size(); ++firm) {
    RC_ASSERT(std::abs(found.multiplier[firm] - m[firms[firm].cell]) <=
              1e-9 * (1 + m[firms[firm].cell]));
  }
  RC_ASSERT(found.problems.empty());
  const auto column_total = [](const InputOutput& of, std::size_t cell) {
    std::vector<double> inputs(of.cells().size());
    of.parts().column_of(cell, inputs);
    return std::accumulate(inputs.begin(), inputs.end(), 0.0);
  };
  for (std::size_t firm = 0; firm < firms.size(); ++firm) {
    RC_ASSERT(std::abs(column_total(found.with.table, n + firm) -
                       column_total(table, firms[firm].cell)) <= 1e-12);
  }
}

TEST(Disclosed, companies_may_buy_from_each_other_in_a_ring) {
  const InputOutput table =
      twin::load("yarn(BD) -10-> yarn(BD); yarn(BD) -90-> us; yarn(BD) makes 100");
  const std::vector<Firm> ring{{0, {}}, {0, {}}};
  const Solved found = solved(table, std::vector<double>{1}, ring, {{0, 1, 0.05}, {1, 0, 0.1}});
  EXPECT_NEAR(found.multiplier[0], 1 / 0.9, 1e-12);
  EXPECT_NEAR(found.multiplier[1], 1 / 0.9, 1e-12);
}

}  // namespace
}  // namespace headwater
