#pragma once

#include "plan/programme.h"

namespace headwater {

/// The best reduction within a budget by trying every selection: the slow twin of select_measures.
/// For at most 20 offers.
double best_reduction_by_enumeration(const Programme& programme, double budget_usd);

}  // namespace headwater
