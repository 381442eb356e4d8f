// Structural path analysis with proof. Self-loops are collapsed first (A', r' of docs/network.md),
// so no step of a path stays in its cell. An admissible bound tells which branches can still hold a
// path worth listing; the sum of all paths is known from a solve, so what is left is exact.
#include "network/paths.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/error.h"
#include "network/parts.h"
#include "network/path_search.h"
#include "network/path_totals.h"

namespace headwater {
namespace {

void require_no_sign(std::span<const double> values, std::string_view what) {
  for (const double value : values) {
    if (!(value >= 0) || !std::isfinite(value)) {
      throw Error("paths need " + std::string(what) + " that are zero or more in every cell");
    }
  }
}

std::vector<double> without_loops(const InputOutput::Parts& parts, std::span<const double> rates) {
  std::vector<double> result(rates.begin(), rates.end());
  for (std::size_t cell = 0; cell < result.size(); ++cell) {
    result[cell] /= 1 - parts.diagonal[cell];
  }
  return result;
}

/// 1 for each cell of a list.
std::vector<std::uint8_t> marked(std::span<const std::size_t> cells, std::size_t count) {
  std::vector<std::uint8_t> marks(count);
  for (const std::size_t cell : cells) {
    if (cell >= count) {
      throw Error("a filter of paths names a cell that the network does not have");
    }
    marks[cell] = 1;
  }
  return marks;
}

/// No path is worth more than all of them; taken wider than a solve can be wrong.
std::vector<double> limits(std::span<const double> multiplier) {
  double largest = 0;
  for (const double m : multiplier) {
    largest = std::max(largest, m);
  }
  std::vector<double> result;
  for (const double m : multiplier) {
    result.push_back(2 * std::max(m, 0.0) + 1e-9 * largest);
  }
  return result;
}

/// Rates and what follows from them: paths may end where the rate is not zero.
struct Ends {
  std::vector<double> rates;
  std::vector<double> multiplier;
  std::unique_ptr<PathLayer> layer;

  Ends(const InputOutput& table, std::vector<double> r, int threads)
      : rates(std::move(r)),
        multiplier(table.adjoint(rates, threads)),
        layer(std::make_unique<PathLayer>(table.parts(), without_loops(table.parts(), rates),
                                          limits(multiplier))) {}
};

/// Paths that have yet to meet a gate: worth, where they do, what the best path from there is.
std::unique_ptr<PathLayer> before_gates(const InputOutput& table, const PathLayer& after,
                                        const std::vector<std::uint8_t>& gates) {
  std::vector<double> at_gates(gates.size());
  std::vector<double> limit(gates.size());
  for (std::size_t cell = 0; cell < gates.size(); ++cell) {
    limit[cell] = after.bounds.bound(cell);
    at_gates[cell] = gates[cell] != 0 ? limit[cell] : 0;
  }
  return std::make_unique<PathLayer>(table.parts(), std::move(at_gates), limit);
}

PathList listed(const PathSearch& search, std::span<const PathSearch::Found> found, std::size_t k,
                double total) {
  PathList list;
  list.total = total;
  list.paths.reserve(std::min(k, found.size()));
  double given = 0;
  for (const PathSearch::Found& path : found.first(std::min(k, found.size()))) {
    given += path.value;
    list.paths.push_back({search.steps_of(path), path.value});
  }
  list.remainder = total - given;
  list.largest_unlisted = found.size() > k ? found[k].value : 0;
  return list;
}

}  // namespace

struct PathFinder::Kept {
  const InputOutput& table;
  int threads;
  Ends anywhere;
};

PathFinder::PathFinder(const InputOutput& table, std::span<const double> rates, int threads) {
  require_no_sign(rates, "rates");
  kept_ = std::make_unique<Kept>(
      Kept{table, threads, Ends(table, {rates.begin(), rates.end()}, threads)});
}
PathFinder::~PathFinder() = default;
PathFinder::PathFinder(PathFinder&&) noexcept = default;

PathList PathFinder::find(const PathQuery& query) {
  const InputOutput& table = kept_->table;
  const std::size_t cells = table.cells().size();
  require_no_sign(query.demand, "demands");
  if (query.demand.size() != cells) {
    throw Error("the demand for paths does not have one number for each cell");
  }
  std::optional<Ends> filtered;
  if (!query.arises_in.empty()) {
    std::vector<double> rates = kept_->anywhere.rates;
    const std::vector<std::uint8_t> wanted = marked(query.arises_in, cells);
    for (std::size_t cell = 0; cell < cells; ++cell) {
      rates[cell] *= wanted[cell];
    }
    filtered.emplace(table, std::move(rates), kept_->threads);
  }
  const Ends& ends = filtered ? *filtered : kept_->anywhere;
  PathField field{nullptr, ends.layer.get(), {}};
  std::unique_ptr<PathLayer> before;
  if (!query.through.empty()) {
    field.gates = marked(query.through, cells);
    before = before_gates(table, *ends.layer, field.gates);
    field.before = before.get();
  }
  const double total =
      path_total(table, {query.demand, ends.rates, field.gates, query.max_cells}, ends.multiplier);
  PathSearch search(field, query.demand, query.max_cells);
  return listed(search, search.largest(query.k + 1), query.k, total);
}

PathList top_paths(const InputOutput& table, std::span<const double> rates,
                   std::span<const double> demand, std::size_t k) {
  PathList list = PathFinder(table, rates).find({.demand = demand, .k = k});
  if (!(list.total > 0)) {
    throw Error("no paths: the demand meets no rate anywhere in the network");
  }
  return list;
}

}  // namespace headwater
