#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "base/database.h"
#include "plan/catalogue.h"
#include "plan/nodes.h"
#include "plan/offers.h"
#include "plan/programme.h"

namespace headwater {

/// Budgets of the curve, as parts and multiples of the one given.
inline constexpr std::array budget_steps = {0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0};
inline constexpr std::size_t given_budget = 4;
static_assert(budget_steps[given_budget] == 1.0);

/// Everything the stage decides, before it is written down.
struct Decided {
  std::vector<PlanNode> nodes;
  std::vector<Measure> measures;
  OfferedPlan offered;
  std::vector<Selection> curve;  ///< by budget
  Selection selection;
  std::vector<double> stability;  ///< of each chosen offer
  std::vector<std::vector<double>> draws;
  CodeNames names;
};

/// Fills plan_choices, plan_measures, plan_curve and plan_totals.
void write_plan(Connection& connection, const Decided& decided, double budget_usd);

}  // namespace headwater
