#pragma once

#include <cstdint>

#include "base/database.h"
#include "base/progress.h"

namespace headwater {

struct PlanOptions {
  double budget_usd = 0;
  std::size_t suppliers = 200;      ///< suppliers considered, by exposure
  double gap = 1e-4;                ///< proven relative gap asked of the solver
  double seconds = 20;              ///< time limit; the gap reached is reported
  int draws = 200;                  ///< for the stability of the choice
  std::uint64_t seed = 1;
  int threads = 0;
};

/// risk, supplier_risk, purchases and reference.measures -> plan_choices, plan_measures, plan_curve,
/// plan_totals. Does nothing but say so for a budget of 0.
void plan(Connection& connection, const PlanOptions& options, const Progress& progress);

}  // namespace headwater
