#include "reference/plan_enumeration.h"

#include <algorithm>
#include <cstdint>

namespace headwater {
namespace {

bool requirements_met(const Programme& p, const std::vector<std::size_t>& selection) {
  return std::ranges::all_of(selection, [&](std::size_t i) {
    return std::ranges::all_of(p.measures[p.offers[i].measure].requires_, [&](std::size_t needed) {
      return std::ranges::any_of(selection, [&](std::size_t j) {
        return p.offers[j].node == p.offers[i].node && p.offers[j].measure == needed;
      });
    });
  });
}

}  // namespace

double best_reduction_by_enumeration(const Programme& p, double budget_usd) {
  std::vector<double> effects;
  effects.reserve(p.offers.size());
  for (const Offer& offer : p.offers) {
    effects.push_back(offer.effect);
  }
  double best = 0;
  for (std::uint32_t set = 0; set < (1U << p.offers.size()); ++set) {
    std::vector<std::size_t> selection;
    for (std::size_t i = 0; i < p.offers.size(); ++i) {
      if ((set >> i & 1U) != 0) {
        selection.push_back(i);
      }
    }
    if (cost_of(p, selection) <= budget_usd && requirements_met(p, selection)) {
      best = std::max(best, reduction_of(p, selection, effects));
    }
  }
  return best;
}

}  // namespace headwater
