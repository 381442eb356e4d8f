#pragma once

#include <span>

#include "hindcast/measures.h"

namespace headwater::twin {

/// The measures candidate by candidate and pair by pair: the slow twin of Ranking. There must be a
/// target and another candidate.
Measures measures_by_pairs(std::span<const Scored> candidates);

}  // namespace headwater::twin
