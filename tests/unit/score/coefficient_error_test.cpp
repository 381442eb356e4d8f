#include "score/coefficient_error.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <random>

#include "store/case.h"

namespace headwater {
namespace {

using Matrix = std::array<std::array<double, 3>, 3>;
using Vector = std::array<double, 3>;

constexpr Matrix inputs = {
    {{10, 30, 5}, {40, 10, 20}, {5, 15, 30}}};  // million USD, from row to column
constexpr double output = 100;
constexpr Vector rates = {2, 0.1, 0.7};
constexpr Vector demand = {5, 1, 3};

InputOutput three_sectors(Connection& connection) {
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("headwater-coefficients-{}", getpid());
  std::filesystem::create_directories(folder);
  connection.run(
      "CREATE TABLE flows (from_region TEXT, from_sector TEXT, to_region TEXT, to_sector TEXT, "
      "value DOUBLE)");
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      connection.run(fmt::format("INSERT INTO flows VALUES ('A', 'c{}', 'A', 'c{}', {})", i + 1,
                                 j + 1, inputs[i][j]));
    }
  }
  const std::string in = folder.string();
  connection.run(
      fmt::format("COPY flows TO '{0}/flows.parquet'; COPY (SELECT 'A' AS region, 'c' || i AS "
                  "sector, 100.0::DOUBLE AS output FROM "
                  "range(1, 4) t(i)) TO '{0}/output.parquet'; COPY (SELECT 'A' AS region, 'c1' AS "
                  "sector, 'A' AS to_region, 'fd1' AS "
                  "category, 1.0::DOUBLE AS value) TO '{0}/final_demand.parquet'",
                  in));
  InputOutput table = InputOutput::load(connection, folder);
  std::filesystem::remove_all(folder);
  return table;
}

/// R = r·(I + A + A² + …)y.
double total(const Matrix& a) {
  Vector tier = demand;
  double sum = 0;
  for (int t = 0; t < 300; ++t) {
    Vector next = {0, 0, 0};
    for (int i = 0; i < 3; ++i) {
      sum += rates[i] * tier[i];
      for (int j = 0; j < 3; ++j) {
        next[i] += a[i][j] * tier[j];
      }
    }
    tier = next;
  }
  return sum;
}

/// Every coefficient with an error of its own, every column scaled back to its total.
Matrix disturbed(double cv, std::mt19937_64& random) {
  std::normal_distribution<double> normal(0, cv);
  Matrix a{};
  for (int j = 0; j < 3; ++j) {
    double before = 0;
    double after = 0;
    for (int i = 0; i < 3; ++i) {
      a[i][j] = inputs[i][j] / output * (1 + normal(random));
      before += inputs[i][j] / output;
      after += a[i][j];
    }
    for (int i = 0; i < 3; ++i) {
      a[i][j] *= before / after;
    }
  }
  return a;
}

TEST(coefficient_error, the_first_order_formula_is_the_spread_of_disturbed_tables) {
  Database database = scratch({.threads = 1});
  Connection connection = database.connect();
  const InputOutput table = three_sectors(connection);
  const double error =
      coefficient_error(table, table.required_output(demand), table.adjoint(rates), 0.02);
  std::mt19937_64 random(1);
  double sum = 0;
  double squares = 0;
  constexpr int draws = 20000;
  for (int k = 0; k < draws; ++k) {
    const double r = total(disturbed(0.02, random));
    sum += r;
    squares += r * r;
  }
  const double deviation = std::sqrt(squares / draws - sum * sum / draws / draws);
  EXPECT_NEAR(error / deviation, 1, 0.03);
}

}  // namespace
}  // namespace headwater
