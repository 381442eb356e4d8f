#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/database.h"

namespace headwater {

/// A place of `placed_purchases`, taken apart (derived_v3.sql says how it is written).
struct Place {
  std::optional<std::size_t> supplier;  ///< number of the disclosed supplier who sells
  bool stated = false;                  ///< an origin that the ledger or the supplier states
  bool trader = false;                  ///< the address is that of a trader
  std::string_view country;             ///< 'UNK' where unknown; a part of the text given
};
Place place_of(std::string_view written);

/// Purchases without a stated origin -> purchase_places: those of suppliers who answered where
/// their goods are made (answered_origins), and of sellers whose name says that they trade
/// (data/trader_words.csv).
void place_sellers(Connection& connection);

}  // namespace headwater
