#pragma once

#include <cstddef>
#include <cstdint>

#include "base/database.h"
#include "base/progress.h"

namespace headwater {

struct PlanOptions {
  double budget_usd = 0;
  std::uint64_t seed = 1;
  int threads = 0;
};

/// purchases, origins, cells, listed_facts and reference.measures -> plan_choices, plan_measures,
/// plan_curve, plan_totals. For a budget of 0 only plan_totals says so.
void plan(Connection& connection, const PlanOptions& options, const Progress& progress);

}  // namespace headwater
