// A solve first goes to the block solver, whose residual is small enough to prove twelve digits.
// What it gives up (a table with a spectral radius of almost 1) is swept: Gauss–Seidel on the
// extended system (I - B) whose last nodes are the composites. Those carry neither rate nor demand,
// so the solution at the cells is that of the collapsed table. The diagonal is divided out: a
// cell's purchases from itself need no sweep of their own. A is an M-matrix's complement, so the
// sweeps converge (Varga 1962, unverified); require_productive() proves it for the table at hand.
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <ranges>
#include <utility>

#include "base/error.h"
#include "network/parts.h"
#include "network/solver.h"

namespace headwater {
namespace {

constexpr const char* no_solution =
    "the input-output table has no finite solution: its inputs exceed its output (spectral radius "
    "1 or more)";
constexpr int max_sweeps = 2000;
constexpr double sweep_tolerance = 1e-14;  // of the largest value
constexpr double promised_error =
    1e-12;  // of the largest value: three digits below the 1e-9 promised
constexpr double first_tolerance = 1e-13;  // of output_needed, before there is an error_factor

double own_share(const Sparse& matrix, std::size_t node) {
  for (std::int32_t e = matrix.start[node]; e < matrix.start[node + 1]; ++e) {
    if (std::cmp_equal(matrix.index[e], node)) {
      return matrix.value[e];
    }
  }
  return 0;
}

/// One sweep of x = b + M'x in place, M given by columns; returns the largest change.
double sweep(const Sparse& m, std::span<const double> constant, std::span<const double> keep,
             std::span<double> x) {
  double change = 0;
  for (std::size_t node = 0; node < x.size(); ++node) {
    double sum = node < constant.size() ? constant[node] : 0;
    for (std::int32_t e = m.start[node]; e < m.start[node + 1]; ++e) {
      sum += m.value[e] * x[m.index[e]];
    }
    // The row's own term was added above; take it out and divide by what is left.
    const double own = 1 - keep[node];
    const double next = (sum - own * x[node]) / keep[node];
    change = std::max(change, std::abs(next - x[node]));
    x[node] = next;
  }
  return change;
}

std::vector<double> kept_shares(const Sparse& matrix, std::size_t nodes) {
  std::vector<double> keep(nodes);
  for (std::size_t node = 0; node < nodes; ++node) {
    keep[node] = 1 - own_share(matrix, node);
    if (!(keep[node] > 0)) {
      throw Error("the input-output table is singular: a cell buys its whole output from itself");
    }
  }
  return keep;
}

std::vector<double> swept(const Sparse& matrix, std::size_t nodes, std::size_t cells,
                          std::span<const double> constant) {
  const std::vector<double> keep = kept_shares(matrix, nodes);
  std::vector<double> x(constant.begin(), constant.end());
  x.resize(nodes, 0.0);
  for (int i = 0; i < max_sweeps; ++i) {
    const double change = sweep(matrix, constant, keep, x);
    double largest = 0;
    for (const double value : x) {
      largest = std::max(largest, std::abs(value));
    }
    if (!std::isfinite(largest)) {
      break;
    }
    if (change <= sweep_tolerance * largest) {
      x.resize(cells);
      return x;
    }
  }
  throw Error(no_solution);
}

double largest(std::span<const double> values) {
  double result = 0;
  for (const double value : values) {
    result = std::max(result, std::abs(value));
  }
  return result;
}

SolveOptions promised(const InputOutput::Parts& parts, int threads) {
  return {.tolerance = parts.error_factor > 0 ? promised_error / parts.error_factor : 0,
          .threads = threads};
}

void require_length(const InputOutput::Parts& parts, std::span<const double> v) {
  if (v.size() != parts.cells.size()) {
    throw Error("a vector given to the network does not have one number for each cell");
  }
}

}  // namespace

std::vector<double> solved(const InputOutput::Parts& parts, const BlockSolver& solver,
                           const Sparse& matrix, std::span<const double> constant,
                           const SolveOptions& options) {
  if (auto x = solver.solve(matrix, constant, options)) {
    return std::move(*x);
  }
  return swept(matrix, parts.nodes, parts.cells.size(), constant);
}

std::vector<double> InputOutput::adjoint(std::span<const double> rates, int threads) const {
  require_length(*parts_, rates);
  return solved(*parts_, *parts_->purchases, parts_->by_column, rates, promised(*parts_, threads));
}

std::vector<double> InputOutput::required_output(std::span<const double> demand,
                                                 int threads) const {
  require_length(*parts_, demand);
  return solved(*parts_, *parts_->sales, parts_->by_row, demand, promised(*parts_, threads));
}

double InputOutput::adjoint_error(std::span<const double> rates,
                                  std::span<const double> multiplier) const {
  require_length(*parts_, rates);
  require_length(*parts_, multiplier);
  double most = 0;
  for (const double left : parts_->purchases->residual(parts_->by_column, rates, multiplier)) {
    most = std::max(most, std::abs(left));
  }
  // What the residual itself may be off: an error of each addition of its longest sum.
  std::int32_t inputs = 0;
  for (std::size_t node = 0; node < parts_->nodes; ++node) {
    inputs = std::max(inputs, parts_->by_column.start[node + 1] - parts_->by_column.start[node]);
  }
  const double rounding = std::numeric_limits<double>::epsilon() * (inputs + 4) *
                          (largest(rates) + 2 * largest(multiplier));
  return parts_->error_factor * (most + rounding);
}

std::vector<double> InputOutput::upstream(std::span<const double> v) const {
  require_length(*parts_, v);
  const Sparse& b = parts_->by_column;
  std::vector<double> w(parts_->nodes, 0.0);
  const auto pass_on = [&](std::size_t node, double amount) {
    for (std::int32_t e = b.start[node]; e < b.start[node + 1]; ++e) {
      w[b.index[e]] += b.value[e] * amount;
    }
  };
  for (std::size_t cell = 0; cell < v.size(); ++cell) {
    pass_on(cell, v[cell]);
  }
  // From the composites nearest the buyer to those nearest the makers.
  for (const std::int32_t node : parts_->order | std::views::reverse) {
    pass_on(node, w[node]);
  }
  w.resize(v.size());
  return w;
}

void prepare_solvers(InputOutput::Parts& parts) {
  kept_shares(parts.by_column, parts.nodes);
  std::vector<std::int32_t> order = parts.order;
  parts.purchases = std::make_shared<BlockSolver>(parts.by_column, parts.cells, order);
  std::ranges::reverse(order);
  parts.sales = std::make_shared<BlockSolver>(parts.by_row, parts.cells, std::move(order));
  const std::vector<double> ones(parts.cells.size(), 1.0);
  parts.error_factor = 0;
  auto v = parts.purchases->solve(parts.by_column, ones, {first_tolerance});
  parts.output_needed = v ? std::move(*v) : swept(parts.by_column, parts.nodes, ones.size(), ones);
  double least = 1;  // of v - A'v, which is 1 but for what the solve is off
  for (const double left : parts.purchases->residual(parts.by_column, ones, parts.output_needed)) {
    least = std::min(least, 1 - left);
  }
  const auto is_whole = [](double needed) { return needed >= 1 - 1e-9; };
  if (least > 0.5 && std::ranges::all_of(parts.output_needed, is_whole)) {
    parts.error_factor = std::ranges::max(parts.output_needed) / least;
  }
}

void require_productive(const InputOutput& table) {
  if (!(table.parts().error_factor > 0)) {
    throw Error(no_solution);
  }
}

}  // namespace headwater
