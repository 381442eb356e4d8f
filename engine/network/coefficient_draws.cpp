#include "network/coefficient_draws.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>

#include "base/error.h"
#include "base/parallel.h"
#include "network/solver.h"
#include "reference/normal_batch.h"

namespace headwater {
namespace {

enum Stream : std::uint64_t { of_coefficients = 31, of_first_order = 32, of_rest = 33 };
constexpr double change_tolerance = 1e-3;  // of a change that is itself small
constexpr double averaged = 0.1;  // what errors of a cell's inputs leave of one input's error

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double mean_of(const std::vector<double>& values) {
  const auto count = static_cast<double>(std::max<std::size_t>(values.size(), 1));
  return std::accumulate(values.begin(), values.end(), 0.0) / count;
}

/// m of every node: a composite is worth what it is made of.
std::vector<double> node_multipliers(const InputOutput::Parts& parts,
                                     std::span<const double> multiplier) {
  std::vector<double> result(multiplier.begin(), multiplier.end());
  for (std::size_t composite = 0; composite < parts.composites(); ++composite) {
    result.push_back(dot(parts.pool(composite), multiplier));
  }
  return result;
}

struct Column {
  std::size_t first;
  std::size_t last;
  double total = 0;
  double mean = 0;  ///< of m over the inputs
};

Column column_of(const Sparse& b, std::size_t cell, std::span<const double> m) {
  Column column{static_cast<std::size_t>(b.start[cell]),
                static_cast<std::size_t>(b.start[cell + 1])};
  double weighted = 0;
  for (std::size_t e = column.first; e < column.last; ++e) {
    column.total += b.value[e];
    weighted += b.value[e] * m[b.index[e]];
  }
  column.mean = column.total > 0 ? weighted / column.total : 0;
  return column;
}

/// Draws values for the places of B into `values`, where those of composites stand as they are;
/// gives by cell how far the column would have grown.
std::vector<double> disturb(const InputOutput::Parts& parts, const CoefficientError& error,
                            std::size_t draw, std::span<double> values) {
  const Sparse& b = parts.by_column;
  std::vector<double> growth(parts.cells.size(), 1.0);
  std::vector<double> drawn;
  for (std::size_t cell = 0; cell < parts.cells.size(); ++cell) {
    const std::size_t first = b.start[cell];
    drawn.resize(b.start[cell + 1] - first);
    standard_normals({error.seed, draw, Stream::of_coefficients, first}, drawn);
    to_lognormal_factors(error.cv, drawn);
    double before = 0;
    double after = 0;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      before += b.value[first + i];
      drawn[i] *= b.value[first + i];
      after += drawn[i];
    }
    growth[cell] = after > 0 ? after / before : 1;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      values[first + i] = drawn[i] / growth[cell];
    }
  }
  return growth;
}

}  // namespace

Sparse disturbed_inputs(const InputOutput::Parts& parts, const CoefficientError& error,
                        std::size_t draw) {
  const Sparse& b = parts.by_column;
  std::vector<double> values(b.value.begin(), b.value.end());
  disturb(parts, error, draw, values);
  return {b.start, b.index, std::move(values)};
}

CoefficientDraws::CoefficientDraws(const InputOutput& table, std::span<const double> multiplier,
                                   const CoefficientError& error)
    : error_(error),
      multiplier_(multiplier.begin(), multiplier.end()),
      spread_(multiplier.size()),
      first_order_(error.full_draws),
      change_(error.full_draws) {
  const InputOutput::Parts& parts = table.parts();
  if (error.cv == 0) {
    error_.full_draws = 0;  // they would all be the table itself
  }
  if (multiplier.size() != parts.cells.size() || !(error.cv >= 0)) {
    throw Error("draws of coefficients need a multiplier for each cell and a spread of 0 or more");
  }
  const std::vector<double> nodes = node_multipliers(parts, multiplier);
  std::vector<double> means;
  for (std::size_t cell = 0; cell < spread_.size(); ++cell) {
    const Column column = column_of(parts.by_column, cell, nodes);
    means.push_back(column.mean);
    double variance = 0;
    for (std::size_t e = column.first; e < column.last; ++e) {
      const double w = parts.by_column.value[e] * (nodes[parts.by_column.index[e]] - column.mean);
      variance += w * w;
    }
    spread_[cell] = std::sqrt(variance) * error.cv;
  }
  draw_whole(parts, nodes, means);
}

/// Each worker keeps one table of its own, drawn anew for each of its draws.
void CoefficientDraws::draw_whole(const InputOutput::Parts& parts, std::span<const double> nodes,
                                  std::span<const double> means) {
  const Sparse& b = parts.by_column;
  const auto asked = static_cast<std::size_t>(
      error_.threads > 0 ? error_.threads
                         : static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
  const std::size_t workers = std::min(asked, error_.full_draws);
  in_parallel(error_.threads, workers, [&](std::size_t worker) {
    std::vector<double> values(b.value.begin(), b.value.end());
    const Sparse drawn{b.start, b.index, {values, nullptr}};
    for (std::size_t k = worker; k < error_.full_draws; k += workers) {
      const std::vector<double> growth = disturb(parts, error_, k, values);
      first_order_[k].resize(spread_.size());
      std::vector<double> change(spread_.size());
      for (std::size_t cell = 0; cell < spread_.size(); ++cell) {
        const Column after = column_of(drawn, cell, nodes);
        change[cell] = after.total * (after.mean - means[cell]);
        first_order_[k][cell] = change[cell] * growth[cell];  // before columns are scaled back
      }
      change_[k] = solved(parts, *parts.purchases, drawn, change,
                          {.tolerance = change_tolerance, .apart = averaged * error_.cv});
    }
  });
}

void CoefficientDraws::add_to(std::span<double> rates, std::size_t draw) const {
  std::vector<double> normals(spread_.size());
  standard_normals({error_.seed, draw, Stream::of_first_order, 0}, normals);
  for (std::size_t cell = 0; cell < spread_.size(); ++cell) {
    rates[cell] += spread_[cell] * normals[cell];
  }
}

double CoefficientDraws::risk_of(std::span<const double> demand) const {
  const double risk = dot(multiplier_, demand);
  if (risk == 0 || !std::isfinite(risk)) {
    throw Error("draws of coefficients need a demand that meets a rate");
  }
  return risk;
}

CoefficientDraws::Fit CoefficientDraws::fit(std::span<const double> demand,
                                            std::span<const double> required) const {
  const double risk = risk_of(demand);
  const std::size_t count = error_.full_draws;
  std::vector<double> x(count);
  std::vector<double> y(count);
  for (std::size_t k = 0; k < count; ++k) {
    x[k] = dot(first_order_[k], required) / risk;
    y[k] = dot(change_[k], demand) / risk;
  }
  const double mean_x = mean_of(x);
  const double mean_y = mean_of(y);
  double xx = 0;
  double xy = 0;
  for (std::size_t k = 0; k < count; ++k) {
    xx += (x[k] - mean_x) * (x[k] - mean_x);
    xy += (x[k] - mean_x) * (y[k] - mean_y);
  }
  Fit fit;
  if (count < 3 || !(xx > 0)) {
    return fit;
  }
  fit.slope = xy / xx;
  fit.shift = mean_y - fit.slope * mean_x;
  double squares = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const double off = y[k] - fit.shift - fit.slope * x[k];
    squares += off * off;
  }
  fit.rest = std::sqrt(squares / static_cast<double>(count - 2));
  return fit;
}

std::vector<double> CoefficientDraws::factors(std::span<const double> demand,
                                              std::span<const double> required,
                                              std::size_t draws) const {
  const double risk = risk_of(demand);
  const Fit fitted = fit(demand, required);
  std::vector<double> result(draws);
  in_parallel(error_.threads, draws, [&](std::size_t k) {
    std::vector<double> first_order(spread_.size(), 0.0);
    add_to(first_order, k);
    const double rest = standard_normal({error_.seed, k, Stream::of_rest, 0});
    result[k] =
        1 + fitted.shift + fitted.slope * dot(first_order, required) / risk + fitted.rest * rest;
  });
  return result;
}

}  // namespace headwater
