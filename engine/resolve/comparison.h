#pragma once

#include <cstdint>
#include <string>
#include <string_view>

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

/// Both must have a reading. Symmetric. `alignment` is left as that of the readings that agree
/// best.
Comparison compared(const PreparedName& a, const PreparedName& b, Alignment& alignment);

Decision decided(double log_odds, const Thresholds& thresholds);

/// The explanation in words, the weightiest first:
/// "rare words in common: haige; legal form differs; country agrees".
std::string explained(const PreparedName& a, const PreparedName& b, const Comparison& comparison,
                      const Alignment& alignment);

/// What a candidate says of the record it was compared with.
struct ListedName {
  std::int64_t id = 0;
  std::string_view name;
  std::string_view tag;
};

/// Fills score, probability, decision and reasons of a candidate.
NameCandidate candidate(const PreparedName& a, const PreparedName& b, const ListedName& listed,
                        const Comparison& comparison, const Alignment& alignment,
                        const Thresholds& thresholds);

}  // namespace headwater
