#pragma once

#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// One reason why a country's share of its region's cases is larger or smaller than its workforce.
struct CountryModifier {
  std::string iso3;
  std::string modifier;   ///< tip_tier | rule_of_law | conflict | tied_visa
  std::string level;      ///< as in data/modifiers.csv
  double multiplier = 1;  ///< assumed
  std::string detail;     ///< "tier 3 (2023)", in words a person can check
};

/// Every modifier of every country, by country and modifier. A country without data gets the level
/// `unknown`, never the best one; a tier older than 2016 counts at least as much as an unknown one.
std::vector<CountryModifier> country_modifiers(Connection& connection);

/// What data/modifiers.csv says of a level. Throws Error where the level is missing.
double multiplier(Connection& connection, const std::string& modifier, const std::string& level);

}  // namespace headwater
