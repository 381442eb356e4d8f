#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/database.h"

namespace headwater {

/// A country as it was known at a time. What has no year or a later one is not here; geography has
/// no date to be later than.
struct CountryFacts {
  std::string iso3;
  std::string region;
  std::string subregion;
  std::optional<double> latitude;
  std::optional<double> longitude;
  std::optional<double> population;     ///< log of people
  std::optional<double> income;         ///< log of GDP per head, US dollars
  std::optional<double> development;    ///< UNDP index
  std::optional<double> vulnerable;     ///< percent of employment
  std::optional<double> children;       ///< percent of children of 7 to 14
  std::optional<double> tier;           ///< of the trafficking report: 0 (Tier 1) to 3 (Tier 3)
  std::vector<std::string> neighbours;  ///< by land
};

/// What a country makes in a sector, where the input–output table has the country itself.
struct SectorFacts {
  double share_of_output = 0;  ///< log of its share in the country's output over the world's
  double exported = 0;         ///< share of the sector's output
};

/// What was known by the end of `year`.
struct DatedFacts {
  int year = 0;
  std::vector<CountryFacts> countries;                                 ///< as asked for
  std::map<std::pair<std::string, std::string>, SectorFacts> sectors;  ///< by country, sector
};

DatedFacts facts_known_by(Connection& connection, const std::filesystem::path& data, int year,
                          const std::vector<std::string>& countries);

}  // namespace headwater
