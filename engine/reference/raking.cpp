#include "reference/raking.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headwater {
namespace {

constexpr int max_rounds = 1000;
constexpr double tolerance = 1e-13;  // relative, of any row

using Key = std::size_t Margin::*;

std::vector<double> sums_by(std::span<const double> seeds, std::span<const Margin> margins, Key key,
                            std::size_t size) {
  std::vector<double> sums(size, 0.0);
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    sums[margins[i].*key] += seeds[i];
  }
  return sums;
}

/// Brings the sums to their totals; returns the largest relative change.
double scale(std::vector<double>& seeds, std::span<const Margin> margins, Key key,
             std::span<const double> totals) {
  std::vector<double> factors = sums_by(seeds, margins, key, totals.size());
  double change = 0;
  for (std::size_t k = 0; k < factors.size(); ++k) {
    factors[k] = factors[k] > 0 ? totals[k] / factors[k] : 1;
    change = std::max(change, std::abs(factors[k] - 1));
  }
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    seeds[i] *= factors[margins[i].*key];
  }
  return change;
}

/// The totals that have cells to carry them, the others 0.
std::vector<double> carried(std::span<const double> totals, std::span<const double> sums) {
  std::vector<double> result(totals.size());
  std::ranges::transform(totals, sums, result.begin(),
                         [](double total, double sum) { return sum > 0 ? total : 0.0; });
  return result;
}

}  // namespace

std::vector<double> raked(std::vector<double> seeds, std::span<const Margin> margins,
                          std::span<const double> row_totals,
                          std::span<const double> column_totals) {
  const auto rows = carried(row_totals, sums_by(seeds, margins, &Margin::row, row_totals.size()));
  auto columns =
      carried(column_totals, sums_by(seeds, margins, &Margin::column, column_totals.size()));
  const double sum = std::accumulate(columns.begin(), columns.end(), 0.0);
  const double common = sum > 0 ? std::accumulate(rows.begin(), rows.end(), 0.0) / sum : 0;
  std::ranges::for_each(columns, [common](double& total) { total *= common; });
  for (int round = 0; round < max_rounds; ++round) {
    scale(seeds, margins, &Margin::column, columns);
    if (scale(seeds, margins, &Margin::row, rows) < tolerance) {
      break;
    }
  }
  return seeds;
}

}  // namespace headwater
