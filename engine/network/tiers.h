#pragma once

#include <span>
#include <vector>

#include "network/input_output.h"

namespace headwater {

/// What is bought at one step upstream, and the expected cases that arise there.
struct Tier {
  int tier = 0;  ///< 1: what the ledger buys itself
  double spend_musd = 0;
  double cases = 0;
};

/// Tiers 1..count, and one more row for everything beyond. Purchases of a cell from itself count at
/// its own tier (A', r'). The cases sum to m·y.
std::vector<Tier> tiers(const InputOutput& table, std::span<const double> rates,
                        std::span<const double> demand, int count);

}  // namespace headwater
