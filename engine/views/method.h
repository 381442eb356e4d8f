#pragma once

#include "base/database.h"
#include "views/json.h"

namespace headwater {

/// What the figures rest on: assumptions with their ranges, sources of the reference tables,
/// structural variants, settings of the run, coverage, problems met.
Json method(Connection& connection);

/// Measures with step, evidence and source, the plan that stands, its curve and totals. For a
/// supplier only the order of benefit.
Json plan_that_stands(Connection& connection);

}  // namespace headwater
