#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "network/input_output.h"

namespace headwater {

/// What the ledger buys of one sector in one country: the unit in which origins are known.
struct Bought {
  std::string country;  ///< 'UNK' where unknown
  std::string sector;
  std::int64_t lines = 0;
  double spend_usd = 0;
  double base_usd = 0;
};

/// A share of what is bought, taken to be made in a cell.
struct OriginShare {
  std::size_t cell = 0;
  double weight = 0;
};

/// The traced ledger: what is bought, where it is taken to be made, and the output that needs.
struct Ledger {
  std::vector<Bought> bought;                     ///< sorted by country, sector
  std::vector<std::vector<OriginShare>> origins;  ///< for each of `bought`
  std::vector<double> demand;                     ///< by cell, million USD: y
  std::vector<double> required;                   ///< by cell, million USD: X
  std::vector<double> multiplier;                 ///< by cell, cases per million USD bought: m
};

/// The table must be the one the case was traced on, with its disclosed suppliers; their part of
/// the vectors is worked out again from the rates.
Ledger read_ledger(Connection& connection, const InputOutput& table, std::span<const double> rates);

}  // namespace headwater
