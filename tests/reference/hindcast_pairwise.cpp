#include "reference/hindcast_pairwise.h"

#include <algorithm>

namespace headwater::twin {
namespace {

double share_in_order(std::span<const Scored> candidates) {
  double right = 0;
  double pairs = 0;
  for (const Scored& target : candidates) {
    for (const Scored& other : candidates) {
      if (target.target && !other.target) {
        pairs += 1;
        right += target.score > other.score ? 1 : target.score == other.score ? 0.5 : 0;
      }
    }
  }
  return right / pairs;
}

double mean_precision(std::span<const Scored> candidates) {
  double sum = 0;
  double targets = 0;
  for (const Scored& target : candidates) {
    if (!target.target) {
      continue;
    }
    double found = 0;
    double passed = 0;
    for (const Scored& other : candidates) {
      passed += other.score >= target.score ? 1 : 0;
      found += other.score >= target.score && other.target ? 1 : 0;
    }
    sum += found / passed;
    targets += 1;
  }
  return sum / targets;
}

/// The chance of each target to stand among the first, ties broken by lot.
double expected_precision(std::span<const Scored> candidates, double depth) {
  double found = 0;
  for (const Scored& target : candidates) {
    double above = 0;
    double ties = 0;
    for (const Scored& other : candidates) {
      above += other.score > target.score ? 1 : 0;
      ties += other.score == target.score ? 1 : 0;
    }
    found += target.target ? std::clamp((depth - above) / ties, 0.0, 1.0) : 0;
  }
  return found / depth;
}

}  // namespace

Measures measures_by_pairs(std::span<const Scored> candidates) {
  Measures measures{share_in_order(candidates), mean_precision(candidates), {}};
  for (std::size_t i = 0; i < depths.size(); ++i) {
    measures.precision[i] = expected_precision(candidates, static_cast<double>(depths[i]));
  }
  return measures;
}

}  // namespace headwater::twin
