#include "network/trace_tables.h"

#include <algorithm>

#include "base/appender.h"
#include "base/parallel.h"
#include "model/assessed.h"
#include "network/paths.h"
#include "network/tiers.h"

namespace headwater {
namespace {

/// 5% and 95% points of the drawn rate of each cell.
std::vector<Interval> rate_intervals(const Trace& trace) {
  const std::size_t cells = trace.table.own_cells();
  const auto draws = static_cast<std::size_t>(std::max(1, trace.options.draws));
  std::vector<float> drawn(cells * draws);
  std::vector<Interval> result(cells);
  in_parallel(trace.options.threads, draws, [&](std::size_t k) {
    std::vector<double> rates(cells);
    trace.rates.draw(trace.options.seed, static_cast<int>(k), rates);
    for (std::size_t i = 0; i < cells; ++i) {
      drawn[i * draws + k] = static_cast<float>(rates[i]);
    }
  });
  tbb::parallel_for(std::size_t{0}, cells, [&](std::size_t i) {
    const auto first = drawn.begin() + static_cast<std::ptrdiff_t>(i * draws);
    const auto point = [&](double share) {
      const auto place =
          first + static_cast<std::ptrdiff_t>(share * static_cast<double>(draws - 1));
      std::nth_element(first, place, first + static_cast<std::ptrdiff_t>(draws));
      return static_cast<double>(*place);
    };
    result[i] = {point(0.05), point(0.95)};
  });
  return result;
}

/// Numbers of disclosed suppliers added to those of the cells they belong to.
std::vector<double> by_cell(const InputOutput& table, std::span<const double> numbers) {
  const std::size_t own = table.own_cells();
  std::vector<double> result(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(own));
  for (std::size_t i = own; i < numbers.size(); ++i) {
    result[*table.cells()[i].of] += numbers[i];
  }
  return result;
}

/// The name of the disclosed supplier that a step is.
std::optional<std::string> supplier_at(const Trace& trace, std::size_t cell) {
  const std::size_t own = trace.table.own_cells();
  return cell < own ? std::nullopt : std::optional(trace.disclosure.suppliers[cell - own].name);
}

bool is_disclosed(const Trace& trace, const SupplyPath& path) {
  return std::ranges::any_of(path.steps,
                             [&](std::size_t cell) { return cell >= trace.table.own_cells(); });
}

std::string_view kind_of(const Trace& trace, const Cell& cell) {
  if (cell.synthetic) {
    return "synthetic";
  }
  return !trace.table.members(cell.region).empty() ? "remainder" : cell.split ? "split" : "country";
}

bool is_synthetic(const Trace& trace, const SupplyPath& path) {
  return std::ranges::any_of(path.steps,
                             [&](std::size_t cell) { return trace.table.cells()[cell].synthetic; });
}

}  // namespace

void write_cells(const Trace& trace) {
  const std::vector<Interval> intervals = rate_intervals(trace);
  const std::span<const double> rates = trace.rates.central();
  const std::vector<double> unknown =
      by_cell(trace.table, trace.table.required_output(trace.unknown_demand));
  const std::vector<double> demand = by_cell(trace.table, trace.demand);
  const std::vector<double> required = by_cell(trace.table, trace.required);
  Appender rows(trace.connection, "cells");
  for (std::size_t i = 0; i < trace.table.own_cells(); ++i) {
    const Cell& cell = trace.table.cells()[i];
    rows.row(i, cell.region, cell.sector, kind_of(trace, cell), cell.output_musd, rates[i],
             intervals[i].low, intervals[i].high, demand[i], required[i], trace.multiplier[i],
             rates[i] * required[i], required[i] - trace.required[i], unknown[i]);
  }
  rows.close();
}

void write_tiers(const Trace& trace) {
  Appender rows(trace.connection, "tiers");
  for (const Tier& tier : tiers(trace.table, trace.rates.central(),
                                {trace.demand, trace.unknown_demand}, trace.options.tiers)) {
    rows.row(tier.tier, tier.spend_musd, tier.cases, share_of(tier.cases, trace.cases),
             tier.disclosed_musd, tier.spend_musd - tier.disclosed_musd - tier.unknown_musd,
             tier.unknown_musd);
  }
  rows.close();
}

/// Paths of what is bought. Cells whose reversals exceed their purchases are left out here: their
/// total stands in trace_totals as cases_reversed.
void write_paths(const Trace& trace) {
  std::vector<double> bought = trace.demand;
  for (double& amount : bought) {
    amount = std::max(0.0, amount);
  }
  if (std::ranges::all_of(bought, [](double amount) { return amount == 0; })) {
    return;
  }
  const PathList list = top_paths(trace.table, trace.rates.central(), bought, trace.options.paths);
  Appender paths(trace.connection, "paths");
  Appender steps(trace.connection, "path_steps");
  int rank = 0;
  for (const SupplyPath& path : list.paths) {
    const bool disclosed = is_disclosed(trace, path);
    const auto told = [&](double figure) {
      return disclosed ? std::nullopt : std::optional(figure);
    };
    paths.row(++rank, told(path.cases), told(path.cases / list.total), path.steps.size(),
              is_synthetic(trace, path), disclosed);
    for (std::size_t step = 0; step < path.steps.size(); ++step) {
      const Cell& cell = trace.table.cells()[path.steps[step]];
      steps.row(rank, step, cell.region, cell.sector, supplier_at(trace, path.steps[step]));
    }
  }
  paths.close();
  steps.close();
  Appender totals(trace.connection, "trace_totals");
  totals.row("paths_cases", list.total,
             "expected cases behind the cells with purchases: all paths");
  totals.row("paths_remainder", list.remainder, "of these, not in the paths listed: exact");
  totals.close();
}

}  // namespace headwater
