#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/database.h"
#include "ingest/problems.h"

namespace headwater {

/// An amount in US dollars, with every step on record.
struct Dollars {
  std::optional<double> units_per_usd;  ///< none: no rate was found, and no dollars
  std::optional<int> rate_year;
  double price_index = 1;
  std::optional<double> amount_usd;
  std::optional<double> base_usd;
};

/// Yearly average rates (reference.exchange_rates) and US prices (reference.deflators, base 2011).
/// Years without a rate take the nearest year that has one: a problem says so, once.
class Exchange {
 public:
  explicit Exchange(Connection& connection);

  /// Without a year: the latest rate and no price index.
  Dollars convert(double amount, const std::string& currency, std::optional<int> year,
                  Problems& problems);

 private:
  struct Nearest {
    double value = 1;
    int year = 0;
  };
  struct Rate {
    std::optional<double> units_per_usd;
    int rate_year = 0;
    double price_index = 1;
  };
  static std::optional<Nearest> nearest(const std::map<int, double>& by_year,
                                        std::optional<int> year);
  Rate rate(const std::string& currency, std::optional<int> year, Problems& problems) const;

  std::map<std::string, std::map<int, double>, std::less<>> rates_;
  std::map<int, double> prices_;  ///< US price level, 2011 = 1
};

}  // namespace headwater
