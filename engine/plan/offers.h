#pragma once

#include <cstdint>
#include <vector>

#include "base/database.h"
#include "plan/catalogue.h"
#include "plan/nodes.h"
#include "plan/programme.h"

namespace headwater {

/// Effects of an offer: where in its assumed range they lie is drawn.
struct EffectRange {
  double low = 0;
  double mode = 0;
  double high = 0;
};

/// What can be done, where, at what cost: the programme and the ranges of its effects.
struct OfferedPlan {
  Programme programme;
  std::vector<EffectRange> effects;  ///< one for each offer
};

OfferedPlan offered_plan(Connection& connection, const std::vector<PlanNode>& nodes,
                         const std::vector<Measure>& measures);

/// Effects of draw number `k`: triangular, one position in its range for each measure, shared by
/// nodes, since what is unknown about a measure is unknown everywhere.
std::vector<double> drawn_effects(const OfferedPlan& plan, std::uint64_t seed, std::uint64_t k);

}  // namespace headwater
