#include "network/input_output.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <numeric>

#include "base/error.h"
#include "network/parts.h"
#include "reference/network_dense.h"
#include "reference/network_random.h"

namespace headwater {
namespace {

using twin::DenseNetwork;
using twin::DrawnNetwork;

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double scale(const Eigen::VectorXd& v) { return std::max(1e-9, v.cwiseAbs().maxCoeff()); }

void expect_close(std::span<const double> fast, const Eigen::VectorXd& slow, double tolerance) {
  for (std::size_t i = 0; i < fast.size(); ++i) {
    RC_ASSERT(std::abs(fast[i] - slow[static_cast<Eigen::Index>(i)]) <= tolerance * scale(slow));
  }
}

TEST(InputOutput, two_sectors_by_hand) {
  // A = [0.2 0.3; 0.4 0.1], det(I - A) = 0.6.
  const InputOutput table = twin::load(
      "c1(A) -20-> c1(A); c1(A) -30-> c2(A); c2(A) -40-> c1(A); c2(A) -10-> c2(A);"
      "c1(A) makes 100; c2(A) makes 100");
  const std::vector<double> x = table.required_output(std::vector<double>{6, 0});
  EXPECT_NEAR(x[0], 9, 1e-12);
  EXPECT_NEAR(x[1], 4, 1e-12);
  const std::vector<double> m = table.adjoint(std::vector<double>{0, 6});
  EXPECT_NEAR(m[0], 4, 1e-12);
  EXPECT_NEAR(m[1], 8, 1e-12);
}

TEST(InputOutput, cells_are_in_order_of_region_and_sector_number) {
  const InputOutput table = twin::load("c10(B) -1-> c2(B) -1-> c2(A) -1-> us");
  ASSERT_EQ(table.cells().size(), 3U);
  EXPECT_EQ(table.cells()[0].region, "A");
  EXPECT_EQ(table.cells()[1].sector, "c2");
  EXPECT_EQ(table.index("B", "c10"), 2U);
  EXPECT_EQ(table.index("B", "c99"), InputOutput::npos);
}

TEST(InputOutput, a_pool_is_no_tier_of_its_own) {
  const InputOutput table = twin::load(
      "c1(A) -6-> pool(W*); c1(B) -2-> pool(W*); pool(W*) -4-> c2(C) -10-> us; pool(W*) -4-> us");
  const std::vector<double> up = table.upstream(std::vector<double>{0, 0, 10});
  EXPECT_NEAR(up[table.index("A", "c1")], 3, 1e-12);
  EXPECT_NEAR(up[table.index("B", "c1")], 1, 1e-12);
  EXPECT_NEAR(table.parts().final_demand[table.index("A", "c1")], 3, 1e-12);
}

RC_GTEST_PROP(InputOutput, solves_as_its_dense_twin_with_and_without_composites, ()) {
  const DrawnNetwork drawn = twin::random_network();
  const InputOutput table = twin::load(drawn);
  const DenseNetwork dense(drawn);
  const std::size_t n = table.cells().size();
  std::vector<double> column(n);
  for (std::size_t j = 0; j < n; ++j) {
    table.parts().column_of(j, column);
    expect_close(column, dense.a().col(static_cast<Eigen::Index>(j)), 1e-12);
  }
  const std::vector<double> rates = twin::random_numbers(n);
  const std::vector<double> demand = twin::random_numbers(n);
  expect_close(table.adjoint(rates), dense.adjoint(twin::vector(rates)), 1e-11);
  expect_close(table.required_output(demand), dense.required_output(twin::vector(demand)), 1e-11);
  expect_close(table.upstream(demand), dense.a() * twin::vector(demand), 1e-12);
}

RC_GTEST_PROP(InputOutput, risk_by_purchases_equals_risk_by_output, ()) {
  const InputOutput table = twin::load(twin::random_network(0.95));
  const std::vector<double> rates = twin::random_numbers(table.cells().size());
  const std::vector<double> demand = twin::random_numbers(table.cells().size());
  const double total = dot(table.adjoint(rates), demand);
  RC_ASSERT(std::abs(total - dot(rates, table.required_output(demand))) <= 1e-9 * total);
}

RC_GTEST_PROP(InputOutput, a_batch_is_its_single_solves_for_any_number_of_threads, ()) {
  const InputOutput table = twin::load(twin::random_network());
  const std::size_t n = table.cells().size();
  const auto draws = static_cast<std::size_t>(*rc::gen::inRange(1, 40));
  const std::vector<double> rates = twin::random_numbers(n * draws);
  const std::vector<double> batch = table.adjoint_batch(rates, draws, 1);
  RC_ASSERT(batch == table.adjoint_batch(rates, draws, 2));
  for (std::size_t k = 0; k < draws; ++k) {
    std::vector<double> one(n);
    for (std::size_t i = 0; i < n; ++i) one[i] = rates[i * draws + k];
    const std::vector<double> m = table.adjoint(one);
    for (std::size_t i = 0; i < n; ++i) {
      RC_ASSERT(std::abs(batch[i * draws + k] - m[i]) <= 2e-5 * m[i]);
    }
  }
}

RC_GTEST_PROP(InputOutput, collapsing_composites_keeps_every_column_total, ()) {
  const DrawnNetwork drawn = twin::random_network();
  const InputOutput table = twin::load(drawn);
  std::vector<double> column(table.cells().size());
  for (std::size_t j = 0; j < column.size(); ++j) {
    const Cell& cell = table.cells()[j];
    double bought = 0;
    for (const auto& flow : drawn.flows) {
      if (flow.to == DrawnNetwork::Node{cell.region, cell.sector}) bought += flow.value;
    }
    table.parts().column_of(j, column);
    const double total = std::accumulate(column.begin(), column.end(), 0.0);
    RC_ASSERT(std::abs(total * cell.output_musd - bought) <= 1e-9 * std::max(1.0, bought));
  }
}

TEST(InputOutput, a_table_that_cannot_be_solved_is_an_error) {
  EXPECT_THROW(twin::load("c1(A) -0-> c2(A); c1(A) makes -1"), Error);
  EXPECT_THROW(twin::load("c1(A) -100-> c1(A); c1(A) makes 100"), Error);
  EXPECT_THROW(twin::load("c1(A) -60-> c2(A); c2(A) -60-> c1(A); c1(A) makes 50; c2(A) makes 50"),
               Error);
  EXPECT_THROW(twin::load("c1(A) --5-> c2(A) -10-> us; c1(A) makes 1"), Error) << "a negative flow";
}

std::string refusal(std::string_view drawn) {
  try {
    twin::load(drawn);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(InputOutput, a_refusal_names_the_cells) {
  EXPECT_NE(refusal("c1(A) --5-> c2(A) -10-> us; c1(A) makes 1").find("A c1 to A c2"),
            std::string::npos);
  EXPECT_NE(refusal("c1(A) -5-> c2(A) -10-> us; c2(A) makes 0").find("flows to A c2"),
            std::string::npos);
  // A ring of three gains 1.728; the cell beside it is not named.
  const std::string ring = refusal(
      "c1(A) -60-> c2(B); c2(B) -60-> c3(C); c3(C) -60-> c1(A); c1(A) -1-> c9(Z); c1(A) makes 50; "
      "c2(B) makes 50; c3(C) makes 50; c9(Z) makes 50");
  EXPECT_NE(ring.find("(gain 1.728)"), std::string::npos) << ring;
  EXPECT_EQ(ring.find("Z c9"), std::string::npos) << ring;
}

TEST(InputOutput, what_is_doubtful_is_told_and_kept) {
  EXPECT_TRUE(twin::load("c1(A) -10-> c2(A) -20-> us").issues().empty());
  const InputOutput unbalanced = twin::load("c1(A) -10-> c2(A) -20-> us; c1(A) makes 9000");
  ASSERT_EQ(unbalanced.issues().size(), 1U);
  EXPECT_EQ(unbalanced.issues()[0].value, "A c1");
  const InputOutput greedy =
      twin::load("c1(A) -10-> c2(A) -20-> us; c1(A) -15-> c3(A) -10-> us; c1(A) -5-> us");
  ASSERT_EQ(greedy.issues().size(), 1U);
  EXPECT_EQ(greedy.issues()[0].value, "A c3");
}

TEST(InputOutput, a_country_is_in_its_own_region_or_in_the_remainder_that_holds_it) {
  const std::filesystem::path folder =
      twin::write_table(twin::draw("c1(DEU) -10-> c1(WA) -20-> us"));
  std::ofstream(folder / "regions.csv") << "region,kind,members\nWA,remainder,BGD DEU LKA\n";
  Database database("", {.threads = 1});
  Connection connection = database.connect();
  const InputOutput table = InputOutput::load(connection, folder);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(table.region_of("DEU"), "DEU");
  EXPECT_EQ(table.region_of("LKA"), "WA");
  EXPECT_EQ(table.region_of("WA"), "WA");
  EXPECT_EQ(table.region_of("PER"), "");
  EXPECT_EQ(table.members("WA").size(), 3U);
  EXPECT_TRUE(table.members("DEU").empty());
}

TEST(InputOutput, composites_that_leak_or_feed_each_other_are_an_error) {
  EXPECT_THROW(twin::load("c1(A) -5-> pool(W*) -4-> c2(A) -10-> us"), Error);
  EXPECT_THROW(twin::load("c1(A) -1-> p(W*) -2-> q(W*) -1-> p(W*); q(W*) -1-> c1(A) -9-> us"),
               Error);
}

TEST(InputOutput, a_table_without_rows_or_files_is_an_error) {
  EXPECT_THROW(twin::load(DrawnNetwork{}), Error);
  Database database("", {.threads = 1});
  Connection connection = database.connect();
  EXPECT_THROW(InputOutput::load(connection, "no/such/folder"), Error);
}

TEST(InputOutput, a_vector_of_the_wrong_length_is_an_error) {
  const InputOutput table = twin::load("c1(A) -1-> c2(A) -2-> us");
  EXPECT_THROW(table.adjoint(std::vector<double>{1}), Error);
  EXPECT_THROW(table.adjoint_batch(std::vector<double>{1, 2, 3}, 2, 1), Error);
}

}  // namespace
}  // namespace headwater
