// Gauss–Seidel on the extended system (I - B) whose last nodes are the composites. Composites carry
// neither rate nor demand, so the solution at the cells is that of the collapsed table, while the
// work stays proportional to the flows as filed. The diagonal is divided out: a cell's purchases
// from itself need no sweep of their own. A is an M-matrix's complement, so the sweeps converge
// (Varga 1962, unverified); require_productive() proves it for the table at hand.
#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

#include "base/error.h"
#include "network/parts.h"

namespace headwater {
namespace {

constexpr int max_sweeps = 2000;
constexpr double tolerance = 1e-14;  // of the largest value: three digits below the 1e-9 promised

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

std::vector<double> solve(const Sparse& matrix, std::size_t nodes,
                          std::span<const double> constant) {
  std::vector<double> keep(nodes);
  for (std::size_t node = 0; node < nodes; ++node) {
    keep[node] = 1 - own_share(matrix, node);
    if (!(keep[node] > 0)) {
      throw Error("the input-output table is singular: a cell buys its whole output from itself");
    }
  }
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
    if (change <= tolerance * largest) {
      return x;
    }
  }
  throw Error(
      "the input-output table has no finite solution: its inputs exceed its output (spectral "
      "radius 1 or more)");
}

void require_length(const InputOutput::Parts& parts, std::span<const double> v) {
  if (v.size() != parts.cells.size()) {
    throw Error("a vector given to the network does not have one number for each cell");
  }
}

}  // namespace

std::vector<double> InputOutput::adjoint(std::span<const double> rates) const {
  require_length(*parts_, rates);
  std::vector<double> m = solve(parts_->by_column, parts_->nodes, rates);
  m.resize(parts_->cells.size());
  return m;
}

std::vector<double> InputOutput::required_output(std::span<const double> demand) const {
  require_length(*parts_, demand);
  std::vector<double> x = solve(parts_->by_row, parts_->nodes, demand);
  x.resize(parts_->cells.size());
  return x;
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

void require_productive(const InputOutput& table) {
  const std::vector<double> ones(table.cells().size(), 1.0);
  const std::vector<double> v = table.adjoint(ones);
  for (const double value : v) {
    if (!(value >= 1 - 1e-9)) {
      throw Error("the input-output table is singular or has a spectral radius of 1 or more");
    }
  }
}

}  // namespace headwater
