#pragma once

#include <vector>

#include "share/digest.h"
#include "share/markup.h"

namespace headwater {

/// Expected reduction (share of the exposure) against budget, with its 5–95% band and the budget
/// given.
Html budget_curve(const std::vector<CurvePoint>& curve, double given);

}  // namespace headwater
