#pragma once

#include <span>
#include <vector>

#include "network/input_output.h"

namespace headwater {

/// What is bought at one step upstream, and the expected cases that arise there.
struct Tier {
  int tier = 0;  ///< 1: what the ledger buys itself
  double spend_musd = 0;
  double disclosed_musd = 0;  ///< of it, from disclosed suppliers
  double unknown_musd = 0;    ///< of it, behind purchases of unknown address
  double cases = 0;
};

/// A ledger's demand, and what of it is of unknown address.
struct TracedDemand {
  std::span<const double> all;
  std::span<const double> unknown;
};

/// Tiers 1..count, and one more row for everything beyond. Purchases of a cell from itself count at
/// its own tier (A', r'). The cases sum to m·y.
std::vector<Tier> tiers(const InputOutput& table, std::span<const double> rates,
                        const TracedDemand& demand, int count);

}  // namespace headwater
