#pragma once

#include "share/digest.h"
#include "views/json.h"

namespace headwater {

/// What was mapped and what matters first: spend, suppliers, coverage, the figures behind the five
/// findings, countries for the map, sectors by part of the world, tiers. Figures that would speak
/// of one or two suppliers are left out, as in the report.
Json overview(const Digest& digest);

}  // namespace headwater
