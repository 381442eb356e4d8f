#include <algorithm>
#include <set>

#include "plan/programme.h"

namespace headwater {

double diminished(const Diminishing& diminishing, double summed_effect) {
  double taken = 0;
  double slope = 1;
  for (int s = 0; s < diminishing.steps && summed_effect > 0; ++s) {
    taken += slope * std::min(summed_effect, diminishing.width);
    summed_effect -= diminishing.width;
    slope *= diminishing.keep;
  }
  return taken;
}

double reduction_of(const Programme& programme, const std::vector<std::size_t>& selection,
                    const std::vector<double>& effects) {
  std::vector<double> summed(programme.exposure.size(), 0.0);
  for (const std::size_t i : selection) {
    summed[programme.offers[i].node] += effects[i];
  }
  double reduction = 0;
  for (std::size_t node = 0; node < summed.size(); ++node) {
    reduction += programme.exposure[node] * diminished(programme.diminishing, summed[node]);
  }
  return reduction;
}

double cost_of(const Programme& programme, const std::vector<std::size_t>& selection) {
  double cost = 0;
  std::set<std::size_t> paid_once;
  for (const std::size_t i : selection) {
    cost += programme.offers[i].cost_usd;
    if (paid_once.insert(programme.offers[i].measure).second) {
      cost += programme.measures[programme.offers[i].measure].once_usd;
    }
  }
  return cost;
}

}  // namespace headwater
