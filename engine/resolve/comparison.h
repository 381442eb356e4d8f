#pragma once

#include <string>

#include "resolve/features.h"
#include "resolve/resolve.h"

namespace headwater {

/// Two records compared: the readings that agree best.
struct Comparison {
  double log_odds = 0;
  Features features{};
  std::size_t reading_a = 0;
  std::size_t reading_b = 0;
};

/// Both must have a reading. Symmetric. `alignment` is working space.
Comparison compared(const PreparedName& a, const PreparedName& b, Alignment& alignment);

Decision decided(double log_odds, const Thresholds& thresholds);

/// The explanation in words, the weightiest first:
/// "rare words in common: haige; legal form differs; country agrees".
std::string explained(const PreparedName& a, const PreparedName& b, const Comparison& comparison);

/// Fills score, probability, decision and reasons of a candidate.
NameCandidate candidate(const PreparedName& a, const PreparedName& b, const NameRecord& listed,
                        const Comparison& comparison, const Thresholds& thresholds);

}  // namespace headwater
