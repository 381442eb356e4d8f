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
  const std::size_t cells = trace.table.cells().size();
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

bool is_synthetic(const Trace& trace, const SupplyPath& path) {
  return std::ranges::any_of(path.steps,
                             [&](std::size_t cell) { return trace.table.cells()[cell].synthetic; });
}

}  // namespace

void write_cells(const Trace& trace) {
  const std::vector<Interval> intervals = rate_intervals(trace);
  const std::span<const double> rates = trace.rates.central();
  Appender rows(trace.connection, "cells");
  for (std::size_t i = 0; i < rates.size(); ++i) {
    const Cell& cell = trace.table.cells()[i];
    rows.row(i, cell.region, cell.sector, cell.synthetic ? "synthetic" : "country",
             cell.output_musd, rates[i], intervals[i].low, intervals[i].high, trace.demand[i],
             trace.required[i], trace.multiplier[i], rates[i] * trace.required[i]);
  }
  rows.close();
}

void write_tiers(const Trace& trace) {
  Appender rows(trace.connection, "tiers");
  for (const Tier& tier :
       tiers(trace.table, trace.rates.central(), trace.demand, trace.options.tiers)) {
    rows.row(tier.tier, tier.spend_musd, tier.cases, share_of(tier.cases, trace.cases));
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
    paths.row(++rank, path.cases, path.cases / list.total, path.steps.size(),
              is_synthetic(trace, path));
    for (std::size_t step = 0; step < path.steps.size(); ++step) {
      const Cell& cell = trace.table.cells()[path.steps[step]];
      steps.row(rank, step, cell.region, cell.sector);
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
