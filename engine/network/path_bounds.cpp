#include "network/path_bounds.h"

#include <algorithm>

namespace headwater {
namespace {

constexpr int bound_passes = 30;
constexpr double rounding = 1e-9;  // the bound stays a bound in floating point

}  // namespace

PathBounds::PathBounds(const InputOutput& table, std::span<const double> rates)
    : parts_(table.parts()), rates_(rates.size()), bound_(table.adjoint(rates)) {
  for (std::size_t cell = 0; cell < rates.size(); ++cell) {
    rates_[cell] = rates[cell] / (1 - parts_.diagonal[cell]);
  }
  bound_.resize(parts_.nodes);
  for (int pass = 0; pass < bound_passes && tighten(); ++pass) {
  }
  for (double& bound : bound_) {
    bound *= 1 + rounding;
  }
}

/// One pass of b <- max(r', max A'b), composites bounded by their best member.
bool PathBounds::tighten() {
  std::vector<double> next(parts_.nodes, 0.0);
  for (const std::int32_t node : parts_.order) {
    const std::span<const double> pool = parts_.pool(node - parts_.cells.size());
    for (std::size_t cell = 0; cell < pool.size(); ++cell) {
      next[node] = std::max(next[node], pool[cell] * bound_[cell]);
    }
  }
  bool moved = false;
  for (std::size_t cell = 0; cell < parts_.cells.size(); ++cell) {
    next[cell] = std::min(bound_[cell], std::max(rates_[cell], best_child(cell, next)));
    moved = moved || next[cell] < bound_[cell] * (1 - 1e-6);
  }
  bound_ = std::move(next);
  return moved;
}

double PathBounds::best_child(std::size_t cell, const std::vector<double>& composite) const {
  const Sparse& b = parts_.by_column;
  double pooled = 0;  // a child reached through composites only
  for (std::int32_t e = b.start[cell]; e < b.start[cell + 1]; ++e) {
    if (!parts_.is_cell(b.index[e])) {
      pooled += b.value[e] * composite[b.index[e]];
    }
  }
  double best = pooled;
  for (std::int32_t e = b.start[cell]; e < b.start[cell + 1]; ++e) {
    const std::size_t child = b.index[e];
    if (!parts_.is_cell(b.index[e]) || child == cell) {
      continue;
    }
    best = std::max(best, (b.value[e] + pooled_share(cell, child)) * bound_[child]);
  }
  return best / (1 - parts_.diagonal[cell]);
}

double PathBounds::pooled_share(std::size_t cell, std::size_t child) const {
  const Sparse& b = parts_.by_column;
  double share = 0;
  // Composites stand last in a sorted column.
  for (std::int32_t e = b.start[cell + 1]; e-- > b.start[cell] && !parts_.is_cell(b.index[e]);) {
    share += b.value[e] * parts_.pool(b.index[e] - parts_.cells.size())[child];
  }
  return share;
}

}  // namespace headwater
