#include "network/aggregate.h"

#include <map>
#include <ranges>

#include "network/parts.h"

namespace headwater {
namespace {

using Parts = InputOutput::Parts;

/// What each node makes or passes on, million USD: composites pass on what is bought of them.
std::vector<double> throughput(const Parts& parts) {
  std::vector<double> through(parts.nodes, 0.0);
  for (std::size_t i = 0; i < parts.own_cells; ++i) {
    through[i] = parts.cells[i].output_musd;
  }
  const auto buys = [&](std::size_t buyer) {
    const Sparse& b = parts.by_column;
    for (std::int32_t e = b.start[buyer]; e < b.start[buyer + 1]; ++e) {
      if (!parts.is_cell(b.index[e])) {
        through[b.index[e]] += b.value[e] * through[buyer];
      }
    }
  };
  for (const FinalUse& use : parts.final_use) {
    if (!parts.is_cell(use.node)) {
      through[use.node] += use.value;
    }
  }
  for (std::size_t i = 0; i < parts.own_cells; ++i) {
    buys(i);
  }
  for (const std::int32_t node : parts.order | std::views::reverse) {
    buys(node);
  }
  return through;
}

/// Groups of cells first, then the composites: each of these becomes one node as it is, since its
/// members' shares differ by sector.
struct Grouping {
  std::vector<std::size_t> group;  ///< by node of the finer table
  std::vector<Cell> cells;
};

Grouping grouped(const Parts& parts, const std::function<std::string(const std::string&)>& joined) {
  Grouping result;
  std::map<std::pair<std::string, std::string>, std::size_t> numbers;
  for (std::size_t i = 0; i < parts.own_cells; ++i) {
    const Cell& cell = parts.cells[i];
    const std::string name = joined(cell.sector);
    const auto [found, added] = numbers.try_emplace({cell.region, name}, result.cells.size());
    if (added) {
      result.cells.push_back({cell.region, name, 0, cell.synthetic});
    }
    result.cells[found->second].output_musd += cell.output_musd;
    result.group.push_back(found->second);
  }
  for (std::size_t i = parts.own_cells; i < parts.cells.size(); ++i) {
    result.group.push_back(result.group[*parts.cells[i].of]);
  }
  for (std::size_t node = parts.cells.size(); node < parts.nodes; ++node) {
    result.group.push_back(result.cells.size() + node - parts.cells.size());
  }
  return result;
}

}  // namespace

AggregatedTable aggregated(const InputOutput& table,
                           const std::function<std::string(const std::string&)>& joined) {
  const Parts& from = table.parts();
  Grouping grouping = grouped(from, joined);
  const std::vector<double> through = throughput(from);
  auto parts = std::make_unique<Parts>();
  parts->cells = std::move(grouping.cells);
  parts->own_cells = parts->cells.size();
  parts->nodes = parts->cells.size() + from.composites();
  std::vector<double> scale(parts->nodes, 0.0);
  for (std::size_t node = 0; node < from.nodes; ++node) {
    scale[grouping.group[node]] += through[node];
  }
  std::vector<Entry> entries;
  for (std::size_t node = 0; node < from.nodes; ++node) {
    const std::size_t column = grouping.group[node];
    for (std::int32_t e = from.by_column.start[node];
         scale[column] > 0 && e < from.by_column.start[node + 1]; ++e) {
      entries.push_back({static_cast<std::int32_t>(grouping.group[from.by_column.index[e]]),
                         static_cast<std::int32_t>(column),
                         from.by_column.value[e] * through[node] / scale[column]});
    }
  }
  for (std::size_t i = 0; i < parts->cells.size(); ++i) {
    parts->index.emplace(parts->cells[i].region + "|" + parts->cells[i].sector, i);
  }
  parts->exports.assign(parts->cells.size(), 0.0);
  parts->final_demand.assign(parts->cells.size(), 0.0);
  for (std::size_t i = 0; i < from.own_cells; ++i) {
    parts->exports[grouping.group[i]] += from.exports[i];
    parts->final_demand[grouping.group[i]] += from.final_demand[i];
  }
  for (FinalUse use : from.final_use) {
    use.node = static_cast<std::int32_t>(grouping.group[use.node]);
    parts->final_use.push_back(std::move(use));
  }
  parts->by_column = compressed(entries, parts->nodes);
  collapse_composites(*parts);
  grouping.group.resize(from.cells.size());
  return {InputOutput::assembled(std::move(parts)), std::move(grouping.group)};
}

}  // namespace headwater
