#include "network/solver.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <eigen3/Eigen/Dense>

#include "base/error.h"
#include "reference/network_dense.h"
#include "reference/network_random.h"

namespace headwater {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Parts = InputOutput::Parts;

double draw(double most) { return most * *rc::gen::inRange(0, 1001) / 1000.0; }

/// A table of many cells: blocks of one region full, others thin, composites of what is left.
Parts large_table(std::size_t regions, std::size_t sectors, std::size_t composites, double fill) {
  Parts parts;
  for (std::size_t r = 0; r < regions; ++r) {
    for (std::size_t s = 0; s < sectors; ++s) {
      parts.cells.push_back({"R" + std::to_string(r), "c" + std::to_string(s), 1, false});
    }
  }
  const std::size_t cells = parts.cells.size();
  parts.nodes = cells + composites;
  std::vector<Entry> entries;
  for (std::size_t column = 0; column < parts.nodes; ++column) {
    std::vector<std::pair<std::size_t, double>> inputs;
    double total = 0;
    // A composite buys of cells and of the composites after it.
    for (std::size_t row = 0; row < parts.nodes; ++row) {
      const bool near = row < cells && column < cells && row / sectors == column / sectors;
      const bool allowed = row < cells || column < cells || row > column;
      if (allowed && *rc::gen::inRange(0, 10) < (near ? 8 : 1)) {
        inputs.emplace_back(row, draw(1) + 0.001);
        total += inputs.back().second;
      }
    }
    const double share = column < cells ? fill * draw(1) : 1;
    for (const auto& [row, value] : inputs) {
      entries.push_back({static_cast<std::int32_t>(row), static_cast<std::int32_t>(column),
                         value / total * share});
    }
  }
  parts.by_column = compressed(entries, parts.nodes);
  collapse_composites(parts);
  return parts;
}

MatrixXd dense(const Parts& parts) {
  const auto cells = static_cast<Index>(parts.cells.size());
  MatrixXd a(cells, cells);
  for (Index j = 0; j < cells; ++j) {
    parts.column_of(static_cast<std::size_t>(j), {a.col(j).data(), parts.cells.size()});
  }
  return a;
}

void expect_solved(const BlockSolver& solver, const Sparse& matrix, const MatrixXd& a,
                   const std::vector<double>& constant) {
  const auto x = solver.solve(matrix, constant, {.tolerance = 1e-12});
  RC_ASSERT(x.has_value());
  const Eigen::VectorXd slow =
      (MatrixXd::Identity(a.rows(), a.cols()) - a).partialPivLu().solve(twin::vector(constant));
  const double most = slow.cwiseAbs().maxCoeff();
  const Eigen::ArrayXd off = (twin::vector(*x) - slow).array().abs();
  RC_ASSERT(off.maxCoeff() <= 1e-11 * most);
  // Unknowns are scaled: small ones are nearly as exact as large ones.
  RC_ASSERT((off <= 1e-9 * slow.array().abs() + 1e-13 * most).all());
}

RC_GTEST_PROP(BlockSolver, solves_large_tables_as_a_dense_solve_does, ()) {
  const auto regions = *rc::gen::inRange<std::size_t>(1, 6);
  const auto sectors = *rc::gen::inRange<std::size_t>(1, 30);
  const Parts parts = large_table(regions, sectors, *rc::gen::inRange<std::size_t>(0, 4), 0.9);
  const MatrixXd a = dense(parts);
  const std::vector<double> constant = twin::random_numbers(parts.cells.size());
  expect_solved(*parts.purchases, parts.by_column, a.transpose(), constant);
  expect_solved(*parts.sales, parts.by_row, a, constant);
}

RC_GTEST_PROP(BlockSolver, proves_how_far_a_multiplier_may_be_off, ()) {
  const twin::DrawnNetwork drawn = twin::random_network(0.99);
  const InputOutput table = twin::load(drawn);
  const std::vector<double> rates = twin::random_numbers(table.cells().size());
  std::vector<double> m = table.adjoint(rates);
  const Eigen::VectorXd slow = twin::DenseNetwork(drawn).adjoint(twin::vector(rates));
  RC_ASSERT(table.adjoint_error(rates, m) <= 1e-10 * std::max(1e-9, slow.maxCoeff()));
  for (const double wrong : {0.0, 1e-12, 1e-6, 0.1}) {
    m[0] += wrong;
    const double off = (twin::vector(m) - slow).cwiseAbs().maxCoeff();
    RC_ASSERT(off <= table.adjoint_error(rates, m));
  }
}

TEST(BlockSolver, gives_the_same_bits_for_any_number_of_threads) {
  // Large enough to be handed to threads: every cell buys of every cell.
  constexpr std::int32_t cells = 1040;
  Parts parts;
  std::vector<Entry> entries;
  for (std::int32_t j = 0; j < cells; ++j) {
    parts.cells.push_back({"R" + std::to_string(j / 26), "c" + std::to_string(j % 26), 1, false});
    for (std::int32_t i = 0; i < cells; ++i) {
      entries.push_back({i, j, (0.2 + (i * 31 + j * 17) % 101 / 101.0) / cells});
    }
  }
  parts.nodes = cells;
  parts.by_column = compressed(entries, cells);
  collapse_composites(parts);
  std::vector<double> constant(cells);
  for (std::int32_t j = 0; j < cells; ++j) constant[j] = j % 7;
  const auto one =
      parts.purchases->solve(parts.by_column, constant, {.tolerance = 1e-13, .threads = 1});
  const auto two =
      parts.purchases->solve(parts.by_column, constant, {.tolerance = 1e-13, .threads = 2});
  ASSERT_TRUE(one.has_value());
  EXPECT_EQ(*one, *two);
}

TEST(BlockSolver, leaves_an_almost_singular_table_to_the_sweeps) {
  const InputOutput table =
      twin::load("c1(A) -99.99-> c2(B); c2(B) -99.99-> c1(A); c1(A) makes 100; c2(B) makes 100");
  const std::vector<double> m = table.adjoint(std::vector<double>{1, 1});
  EXPECT_NEAR(m[0], 10000, 1e-5);
}

TEST(Sparse, adds_up_entries_of_one_place_in_their_order_and_sorts_rows) {
  const double tiny = 1e-17;
  const Sparse matrix = compressed(
      std::vector<Entry>{{5, 1, 2}, {0, 1, 1}, {3, 0, tiny}, {5, 1, 4}, {3, 0, tiny}, {3, 0, 1}},
      3);
  EXPECT_EQ(matrix.start, (std::vector<std::int32_t>{0, 1, 3, 3}));
  EXPECT_EQ(matrix.index, (std::vector<std::int32_t>{3, 0, 5}));
  EXPECT_EQ(matrix.value, (std::vector<double>{tiny + tiny + 1, 1, 6}));
  EXPECT_EQ(compressed({}, 2).start, (std::vector<std::int32_t>{0, 0, 0}));
}

TEST(PackedInputs, sum_what_is_outside_the_blocks) {
  const std::vector<Entry> entries = {{0, 0, 1},   {2, 0, 2},   {3, 0, 4},  {9, 0, 8},
                                      {12, 0, 16}, {30, 0, 32}, {1, 1, 64}, {31, 31, 128}};
  for (const std::size_t columns : {32U, 70000U}) {  // places of 16 and of 32 bits
    const Sparse matrix = compressed(entries, columns);
    const std::vector<std::int32_t> block_of = {0, 0, 1, 1};  // later nodes are composites
    const PackedInputs packed(matrix, block_of);
    std::vector<float> x(columns + PackedInputs::width, 1.0F);
    x[3] = 10;
    std::vector<float> sums(32);
    packed.sums(0, 32, x.data(), sums.data());
    EXPECT_EQ(sums[0], 2 + 40 + 8 + 16 + 32) << "of its own block, 0 counts nowhere";
    EXPECT_EQ(sums[1], 0);
    EXPECT_EQ(sums[31], 128);
  }
}

}  // namespace
}  // namespace headwater
