#include "plan/programme.h"

#include <fmt/format.h>
#include <interfaces/highs_c_api.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "base/error.h"

namespace headwater {
namespace {

/// Cents of benefit that break ties towards the cheaper plan, far below any gap asked for.
constexpr double cost_weight = 1e-12;

/// A programme row by row, as HiGHS takes it.
class Model {
 public:
  HighsInt add_column(double benefit, double upper, bool whole) {
    benefit_.push_back(benefit);
    upper_.push_back(upper);
    integrality_.push_back(whole ? kHighsVarTypeInteger : kHighsVarTypeContinuous);
    lower_.push_back(0);
    return static_cast<HighsInt>(benefit_.size() - 1);
  }

  void fix(HighsInt column, double value) {
    lower_[static_cast<std::size_t>(column)] = value;
    upper_[static_cast<std::size_t>(column)] = value;
  }

  /// Σ value · column ≤ limit
  void add_row(const std::vector<std::pair<HighsInt, double>>& entries, double limit) {
    start_.push_back(static_cast<HighsInt>(index_.size()));
    for (const auto& [column, value] : entries) {
      index_.push_back(column);
      value_.push_back(value);
    }
    limit_.push_back(limit);
  }

  void pass_to(void* highs) const {
    const std::vector<double> no_limit(limit_.size(), -Highs_getInfinity(highs));
    const HighsInt status = Highs_passMip(
        highs, static_cast<HighsInt>(benefit_.size()), static_cast<HighsInt>(limit_.size()),
        static_cast<HighsInt>(index_.size()), kHighsMatrixFormatRowwise, kHighsObjSenseMaximize,
        0.0, benefit_.data(), lower_.data(), upper_.data(), no_limit.data(), limit_.data(),
        start_.data(), index_.data(), value_.data(), integrality_.data());
    if (status == kHighsStatusError) {
      throw Error("the solver did not take the plan's programme");
    }
  }

  std::size_t columns() const { return benefit_.size(); }

 private:
  std::vector<double> benefit_;
  std::vector<double> upper_;
  std::vector<double> lower_;
  std::vector<HighsInt> integrality_;
  std::vector<HighsInt> start_;
  std::vector<HighsInt> index_;
  std::vector<double> value_;
  std::vector<double> limit_;
};

/// Columns of the programme: one for each offer, one for each measure paid once, steps of each
/// node.
class Columns {
 public:
  Columns(const Programme& programme, Model& model) {
    for (const Offer& offer : programme.offers) {
      offers_.push_back(model.add_column(-cost_weight * offer.cost_usd, 1, true));
    }
    for (const MeasureOption& measure : programme.measures) {
      once_.push_back(model.add_column(-cost_weight * measure.once_usd, 1, true));
    }
    for (const double exposure : programme.exposure) {
      double slope = exposure;
      for (int s = 0; s < programme.diminishing.steps; ++s, slope *= programme.diminishing.keep) {
        steps_.push_back(model.add_column(slope, programme.diminishing.width, false));
      }
    }
  }
  HighsInt offer(std::size_t i) const { return offers_[i]; }
  HighsInt once(std::size_t measure) const { return once_[measure]; }
  HighsInt step(const Programme& p, std::size_t node, int s) const {
    return steps_[node * static_cast<std::size_t>(p.diminishing.steps) +
                  static_cast<std::size_t>(s)];
  }

 private:
  std::vector<HighsInt> offers_;
  std::vector<HighsInt> once_;
  std::vector<HighsInt> steps_;
};

void add_budget(const Programme& p, const Columns& columns, double budget, Model& model) {
  std::vector<std::pair<HighsInt, double>> costs;
  costs.reserve(p.offers.size() + p.measures.size());
  for (std::size_t i = 0; i < p.offers.size(); ++i) {
    costs.emplace_back(columns.offer(i), p.offers[i].cost_usd);
  }
  for (std::size_t m = 0; m < p.measures.size(); ++m) {
    costs.emplace_back(columns.once(m), p.measures[m].once_usd);
  }
  model.add_row(costs, budget);
}

/// A shared measure is chosen somewhere only if its cost once is paid.
void add_shared_costs(const Programme& p, const Columns& columns, Model& model) {
  for (std::size_t i = 0; i < p.offers.size(); ++i) {
    if (p.measures[p.offers[i].measure].once_usd > 0) {
      model.add_row({{columns.offer(i), 1.0}, {columns.once(p.offers[i].measure), -1.0}}, 0.0);
    }
  }
}

/// A measure that needs another at the same node is not chosen without it.
void add_requirements(const Programme& p, const Columns& columns, Model& model) {
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> offer_at;
  for (std::size_t i = 0; i < p.offers.size(); ++i) {
    offer_at[{p.offers[i].node, p.offers[i].measure}] = i;
  }
  for (std::size_t i = 0; i < p.offers.size(); ++i) {
    for (const std::size_t needed : p.measures[p.offers[i].measure].requires_) {
      const auto found = offer_at.find({p.offers[i].node, needed});
      if (found == offer_at.end()) {
        model.add_row({{columns.offer(i), 1.0}}, 0.0);
      } else {
        model.add_row({{columns.offer(i), 1.0}, {columns.offer(found->second), -1.0}}, 0.0);
      }
    }
  }
}

/// What is taken away at a node is at most the sum of the effects chosen there.
void add_effects(const Programme& p, const Columns& columns, Model& model) {
  std::vector<std::vector<std::pair<HighsInt, double>>> rows(p.exposure.size());
  for (std::size_t i = 0; i < p.offers.size(); ++i) {
    rows[p.offers[i].node].emplace_back(columns.offer(i), -p.offers[i].effect);
  }
  for (std::size_t node = 0; node < p.exposure.size(); ++node) {
    for (int s = 0; s < p.diminishing.steps; ++s) {
      rows[node].emplace_back(columns.step(p, node, s), 1.0);
    }
    model.add_row(rows[node], 0.0);
  }
}

using Solver = std::unique_ptr<void, void (*)(void*)>;

Solver quiet_solver(const SolverLimits& limits) {
  Solver solver(Highs_create(), Highs_destroy);
  Highs_setBoolOptionValue(solver.get(), "output_flag", 0);
  Highs_setIntOptionValue(solver.get(), "threads", 1);
  Highs_setIntOptionValue(solver.get(), "random_seed", 1);
  // A programme this small is solved six times as fast as it is presolved.
  Highs_setStringOptionValue(solver.get(), "presolve", "off");
  Highs_setIntOptionValue(solver.get(), "mip_max_nodes", limits.nodes);
  Highs_setDoubleOptionValue(solver.get(), "mip_rel_gap", limits.gap);
  return solver;
}

std::vector<std::size_t> chosen_offers(const void* highs, const Programme& p,
                                       const Columns& columns, const Model& model) {
  std::vector<double> values(model.columns());
  if (Highs_getSolution(highs, values.data(), nullptr, nullptr, nullptr) == kHighsStatusError) {
    throw Error("the solver found no plan");
  }
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < p.offers.size(); ++i) {
    if (values[static_cast<std::size_t>(columns.offer(i))] > 0.5) {
      chosen.push_back(i);
    }
  }
  return chosen;
}

double proven_gap(const void* highs, double reduction) {
  double bound = 0;
  Highs_getDoubleInfoValue(highs, "mip_dual_bound", &bound);
  if (!std::isfinite(bound) || reduction <= 0) {
    return bound > 0 ? 1.0 : 0.0;
  }
  return std::max(0.0, (bound - reduction) / reduction);
}

}  // namespace

Selection select_measures(const Programme& programme, double budget_usd, const SolverLimits& limits,
                          const Fixed& fixed) {
  if (programme.offers.empty() || budget_usd <= 0) {
    return {};
  }
  Model model;
  const Columns columns(programme, model);
  add_budget(programme, columns, budget_usd, model);
  add_shared_costs(programme, columns, model);
  add_requirements(programme, columns, model);
  add_effects(programme, columns, model);
  for (const std::size_t offer : fixed.locked) {
    model.fix(columns.offer(offer), 1);
  }
  for (const std::size_t offer : fixed.forbidden) {
    model.fix(columns.offer(offer), 0);
  }
  const Solver solver = quiet_solver(limits);
  model.pass_to(solver.get());
  if (Highs_run(solver.get()) == kHighsStatusError) {
    throw Error("the solver failed on the plan's programme");
  }
  if (Highs_getModelStatus(solver.get()) == kHighsModelStatusInfeasible) {
    throw Error(
        "what is locked costs more than the budget, or needs something forbidden; raise the budget "
        "or unlock something");
  }
  Selection selection;
  selection.offers = chosen_offers(solver.get(), programme, columns, model);
  std::vector<double> effects;
  effects.reserve(programme.offers.size());
  for (const Offer& offer : programme.offers) {
    effects.push_back(offer.effect);
  }
  selection.reduction = reduction_of(programme, selection.offers, effects);
  selection.spent_usd = cost_of(programme, selection.offers);
  selection.gap = proven_gap(solver.get(), selection.reduction);
  return selection;
}

}  // namespace headwater
