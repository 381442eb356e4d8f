#include <algorithm>

#include "base/error.h"
#include "network/parts.h"

namespace headwater {
namespace {

using Parts = InputOutput::Parts;

enum class Visit : std::uint8_t { none, open, done };

void visit(Parts& parts, std::int32_t node, std::vector<Visit>& seen) {
  Visit& state = seen[node - parts.cells.size()];
  if (state == Visit::done) {
    return;
  }
  if (state == Visit::open) {
    throw Error("the input-output table has composite regions that buy from each other in a ring");
  }
  state = Visit::open;
  for (std::int32_t e = parts.by_column.start[node]; e < parts.by_column.start[node + 1]; ++e) {
    if (!parts.is_cell(parts.by_column.index[e])) {
      visit(parts, parts.by_column.index[e], seen);
    }
  }
  state = Visit::done;
  parts.order.push_back(node);
}

/// Adds `factor` times the cells behind column `node` of B, composites expanded by `pools`.
void add_column(const Parts& parts, std::span<const double> pools, std::int32_t node, double factor,
                std::span<double> column) {
  const Sparse& b = parts.by_column;
  const std::size_t cells = parts.cells.size();
  for (std::int32_t e = b.start[node]; e < b.start[node + 1]; ++e) {
    const std::size_t from = b.index[e];
    const double weight = factor * b.value[e];
    if (from < cells) {
      column[from] += weight;
      continue;
    }
    const std::span<const double> pool = pools.subspan((from - cells) * cells, cells);
    for (std::size_t cell = 0; cell < cells; ++cell) {
      column[cell] += weight * pool[cell];
    }
  }
}

double diagonal_of(const Parts& parts, std::size_t cell) {
  const Sparse& b = parts.by_column;
  double sum = 0;
  for (std::int32_t e = b.start[cell]; e < b.start[cell + 1]; ++e) {
    const std::size_t from = b.index[e];
    if (from == cell) {
      sum += b.value[e];
    } else if (from >= parts.cells.size()) {
      sum += b.value[e] * parts.pool(from - parts.cells.size())[cell];
    }
  }
  return sum;
}

}  // namespace

void InputOutput::Parts::column_of(std::size_t cell, std::span<double> column) const {
  std::ranges::fill(column, 0.0);
  add_column(*this, pools, static_cast<std::int32_t>(cell), 1, column);
}

void collapse_composites(InputOutput::Parts& parts) {
  const std::size_t cells = parts.cells.size();
  parts.by_row = transposed(parts.by_column, parts.nodes);
  std::vector<Visit> seen(parts.composites(), Visit::none);
  for (std::size_t node = cells; node < parts.nodes; ++node) {
    visit(parts, static_cast<std::int32_t>(node), seen);
  }
  std::vector<double> pools(parts.composites() * cells);
  for (const std::int32_t node : parts.order) {
    add_column(parts, pools, node, 1, std::span(pools).subspan((node - cells) * cells, cells));
  }
  parts.pools = std::move(pools);
  parts.diagonal.resize(cells);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    parts.diagonal[cell] = diagonal_of(parts, cell);
  }
  prepare_solvers(parts);
}

}  // namespace headwater
