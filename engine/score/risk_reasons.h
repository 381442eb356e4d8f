#pragma once

#include "base/database.h"

namespace headwater {

/// Fills `risk_reasons` for the figures in `risk`: what raised or lowered a country's or sector's
/// rate, with the reference row behind it. Effects are multipliers of the rate.
void write_risk_reasons(Connection& connection);

}  // namespace headwater
