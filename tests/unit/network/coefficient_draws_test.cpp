#include "network/coefficient_draws.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>

#include "base/error.h"
#include "reference/network_coefficients.h"
#include "reference/network_dense.h"
#include "reference/network_random.h"

namespace headwater {
namespace {

struct Moments {
  double mean = 0;
  double deviation = 0;
};

Moments moments(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / count)};
}

RC_GTEST_PROP(CoefficientDraws, keep_every_column_and_are_solved_as_their_dense_twin_is, ()) {
  const InputOutput table = twin::load(twin::random_network(0.7));
  const InputOutput::Parts& parts = table.parts();
  const std::vector<double> rates = twin::random_numbers(parts.cells.size());
  const std::vector<double> m = table.adjoint(rates);
  const CoefficientError error{.cv = 0.3, .seed = 7, .threads = 2, .full_draws = 3};
  const CoefficientDraws draws(table, m, error);
  for (std::size_t k = 0; k < error.full_draws; ++k) {
    const Sparse drawn = disturbed_inputs(parts, error, k);
    for (std::size_t j = 0; j < parts.nodes; ++j) {
      double before = 0;
      double after = 0;
      for (std::int32_t e = drawn.start[j]; e < drawn.start[j + 1]; ++e) {
        RC_ASSERT((drawn.value[e] > 0) == (parts.by_column.value[e] > 0));
        before += parts.by_column.value[e];
        after += drawn.value[e];
      }
      RC_ASSERT(std::abs(before - after) <= 1e-12 * before);
    }
    const Eigen::MatrixXd a = twin::dense_inputs(parts, drawn);
    const Eigen::VectorXd slow = (Eigen::MatrixXd::Identity(a.rows(), a.cols()) - a.transpose())
                                     .partialPivLu()
                                     .solve(twin::vector(rates));
    const Eigen::VectorXd change = slow - twin::vector(m);
    for (Eigen::Index i = 0; i < change.size(); ++i) {
      RC_ASSERT(std::abs(draws.change(k)[i] - change(i)) <=
                1e-2 * change.cwiseAbs().maxCoeff() + 1e-10 * slow.maxCoeff());
    }
  }
}

constexpr const char* trading =
    "c1(A) -10-> c1(A); c1(A) -30-> c2(A); c1(A) -5-> c3(B); c2(A) -40-> c1(A); c2(A) -10-> c2(A);"
    "c2(A) -20-> c3(B); c3(B) -5-> c1(A); c3(B) -15-> c2(A); c3(B) -30-> c3(B); c3(B) -9-> "
    "pool(W*);"
    "c1(A) -6-> pool(W*); pool(W*) -15-> c2(A);"
    "c1(A) makes 100; c2(A) makes 120; c3(B) makes 100";

/// Mean and spread of what is drawn are those of tables drawn one by one.
void expect_as_brute_force(double cv) {
  const InputOutput table = twin::load(trading);
  const std::vector<double> rates = {2, 0.1, 0.7};
  const std::vector<double> demand = {5, 1, 3};
  const std::vector<double> m = table.adjoint(rates);
  const double risk = std::inner_product(m.begin(), m.end(), demand.begin(), 0.0);
  const CoefficientDraws draws(table, m, {.cv = cv, .seed = 3, .full_draws = 48});
  const Moments fast = moments(draws.factors(demand, table.required_output(demand), 20000));
  twin::DisturbedTable slow_table(table.parts(), cv, 11);
  std::vector<double> slow_factors;
  for (int k = 0; k < 20000; ++k)
    slow_factors.push_back(slow_table.risk(twin::vector(rates), twin::vector(demand)) / risk);
  const Moments slow = moments(slow_factors);
  EXPECT_NEAR(fast.deviation / slow.deviation, 1, 0.05) << cv;
  EXPECT_NEAR(fast.mean, slow.mean, 0.1 * slow.deviation) << cv;
}

TEST(CoefficientDraws, spread_as_tables_drawn_one_by_one_do) {
  expect_as_brute_force(0.06);
  expect_as_brute_force(0.3);
}

TEST(CoefficientDraws, of_cells_and_of_the_ledger_are_the_same_draws) {
  const InputOutput table = twin::load(trading);
  const std::vector<double> demand = {5, 1, 3};
  const std::vector<double> required = table.required_output(demand);
  const std::vector<double> rates = {2, 0.1, 0.7};
  const std::vector<double> m = table.adjoint(rates);
  const CoefficientDraws draws(table, m, {.cv = 0.06, .seed = 3, .full_draws = 0});
  const std::vector<double> factors = draws.factors(demand, required, 5);
  for (std::size_t k = 0; k < factors.size(); ++k) {
    std::vector<double> disturbed = rates;
    draws.add_to(disturbed, k);
    const std::vector<double> drawn = table.adjoint(disturbed);
    const double risk = std::inner_product(m.begin(), m.end(), demand.begin(), 0.0);
    EXPECT_NEAR(std::inner_product(drawn.begin(), drawn.end(), demand.begin(), 0.0) / risk,
                factors[k], 1e-9);
  }
}

TEST(CoefficientDraws, do_not_depend_on_threads_and_are_one_without_an_error) {
  const InputOutput table = twin::load(trading);
  const std::vector<double> demand = {5, 1, 3};
  const std::vector<double> required = table.required_output(demand);
  const std::vector<double> m = table.adjoint(std::vector<double>{2, 0.1, 0.7});
  const auto drawn = [&](double cv, int threads) {
    return CoefficientDraws(table, m, {.cv = cv, .seed = 5, .threads = threads})
        .factors(demand, required, 40);
  };
  EXPECT_EQ(drawn(0.1, 1), drawn(0.1, 2));
  for (const double factor : drawn(0, 1)) EXPECT_DOUBLE_EQ(factor, 1);
}

TEST(CoefficientDraws, of_a_demand_without_risk_are_an_error) {
  const InputOutput table = twin::load(trading);
  const std::vector<double> nothing(3, 0.0);
  const CoefficientDraws draws(table, std::vector<double>{1, 1, 1}, {.cv = 0.1});
  EXPECT_THROW(draws.factors(nothing, nothing, 3), Error);
}

}  // namespace
}  // namespace headwater
