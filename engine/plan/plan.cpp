#include "plan/plan.h"

#include <algorithm>

#include "base/parallel.h"
#include "plan/decided.h"
#include "reference/reference.h"

namespace headwater {
namespace {

SolverLimits limits_of(Connection& connection) {
  return {assumption(connection, "plan.solver.relative_gap").value,
          static_cast<int>(assumption(connection, "plan.solver.nodes").value)};
}

/// Share of re-solved draws in which each chosen offer is chosen again.
std::vector<double> stability_of(const Decided& d, double budget, const SolverLimits& limits,
                                 int threads) {
  constexpr std::size_t resolved = 20;
  const SolverLimits coarse = {0.02, std::min(limits.nodes, 200)};
  std::vector<double> again(d.selection.offers.size(), 0.0);
  const std::size_t draws = std::min(resolved, d.draws.size());
  std::vector<Selection> others(draws);
  in_parallel(threads, draws, [&](std::size_t k) {
    Programme drawn = d.offered.programme;
    for (std::size_t i = 0; i < drawn.offers.size(); ++i) {
      drawn.offers[i].effect = d.draws[k][i];
    }
    others[k] = select_measures(drawn, budget, coarse);
  });
  for (const Selection& other : others) {
    for (std::size_t i = 0; i < again.size(); ++i) {
      again[i] += std::ranges::binary_search(other.offers, d.selection.offers[i]) ? 1.0 : 0.0;
    }
  }
  for (double& share : again) {
    share /= static_cast<double>(std::max<std::size_t>(draws, 1));
  }
  return again;
}

/// The best selection for each budget of the curve. A larger budget can still buy the smaller plan,
/// so the curve never falls; the gap stays the one proven for the larger budget.
std::vector<Selection> curve_of(const Programme& programme, double budget,
                                const SolverLimits& limits, int threads) {
  const SolverLimits coarse = {std::max(limits.gap, 0.005), std::min(limits.nodes, 500)};
  std::vector<Selection> solved(budget_steps.size());
  in_parallel(threads, solved.size(), [&](std::size_t i) {
    const double step = budget_steps[i];
    solved[i] = select_measures(programme, step * budget, step == 1.0 ? limits : coarse);
  });
  std::vector<Selection> curve;
  for (Selection& found : solved) {
    if (!curve.empty() && curve.back().reduction > found.reduction) {
      const double bound = found.reduction * (1 + found.gap);
      found = curve.back();
      found.gap = std::max(0.0, bound / found.reduction - 1);
    }
    curve.push_back(std::move(found));
  }
  return curve;
}

void clear(Connection& connection) {
  connection.run(
      "DELETE FROM plan_choices; DELETE FROM plan_measures; DELETE FROM plan_curve; DELETE FROM "
      "plan_totals");
}

}  // namespace

void plan(Connection& connection, const PlanOptions& options, const Progress& progress) {
  clear(connection);
  if (options.budget_usd <= 0) {
    connection.run(
        "INSERT INTO plan_totals VALUES ('budget_usd', 0, 'no budget was given: no plan made')");
    return;
  }
  report(progress, "what could be done", 0.1);
  Decided d;
  d.nodes = plan_nodes(connection,
                       static_cast<std::size_t>(assumption(connection, "plan.nodes.count").value));
  d.measures = buyer_measures(connection);
  d.names = code_names(connection);
  d.offered = offered_plan(connection, d.nodes, d.measures);
  const auto draws = static_cast<std::uint64_t>(assumption(connection, "plan.scenarios").value);
  for (std::uint64_t k = 0; k < draws; ++k) {
    d.draws.push_back(drawn_effects(d.offered, options.seed, k));
  }
  const SolverLimits limits = limits_of(connection);
  report(progress, "choosing measures for this and other budgets", 0.3);
  d.curve = curve_of(d.offered.programme, options.budget_usd, limits, options.threads);
  d.selection = d.curve[given_budget];
  report(progress, "how stable the choice is", 0.7);
  d.stability = stability_of(d, options.budget_usd, limits, options.threads);
  write_plan(connection, d, options.budget_usd);
}

}  // namespace headwater
