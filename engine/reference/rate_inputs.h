#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/database.h"
#include "reference/rate_variants.h"

namespace headwater {

struct BroadSector {
  double cases = 0;  ///< world, people
  int index = 0;     ///< 0, 1, … in the order of the names
};

struct CountryWeight {
  std::string region;               ///< one of the five of the Global Estimates
  std::optional<double> workforce;  ///< thousand
  double modifier = 1;              ///< product of the country's modifiers
};

/// The figures rates are made of, as read from the reference tables for one variant.
struct RateInputs {
  std::map<std::string, double> region_cases;  ///< ILO region -> people, private economy
  std::map<std::string, CountryWeight>
      countries;  ///< iso3 -> weight; only where the region is known
  std::map<std::string, BroadSector> broad_sectors;              ///< name -> world figure
  std::map<std::string, std::string> broad_of;                   ///< c1..c35 -> broad sector
  std::map<std::string, double> intensity;                       ///< c1..c35
  std::map<std::pair<std::string, std::string>, double> listed;  ///< iso3, sector -> multiplier
};

RateInputs rate_inputs(Connection& connection, const RateVariant& variant);

}  // namespace headwater
