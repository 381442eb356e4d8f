#pragma once

#include <map>
#include <string>
#include <string_view>

#include "network/input_output.h"
#include "score/ledger.h"

namespace headwater {

/// Mean multiplier of each country over the world's mix of sectors: what the country alone says.
std::map<std::string, double> country_multipliers(const InputOutput& table, const Ledger& ledger);

/// Country and sector shown apart, as bands: very high | high | medium | low | unknown.
class Signals {
 public:
  /// Country: its multipliers in the world's mix of sectors. Sector: its multipliers in the world's
  /// mix of countries. Bands go by rank among the table's countries, or sectors.
  Signals(const InputOutput& table, const Ledger& ledger);
  std::string_view country(const std::string& iso3) const;
  std::string_view sector(const std::string& sector) const;

 private:
  std::map<std::string, std::string_view> countries_;
  std::map<std::string, std::string_view> sectors_;
};

}  // namespace headwater
