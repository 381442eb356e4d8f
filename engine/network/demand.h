#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

struct Demand {
  std::string country;  ///< a place (places.h)
  std::string sector;
  double base_usd =
      0;  ///< net of reversals; lines without an amount add nothing and are counted apart
};

/// placed_purchases and their sectors -> `demand`, and its rows in order. Sums are exact in
/// millionths of a dollar, so they do not depend on threads (0: all). Throws Error where nothing
/// has an amount and a sector.
std::vector<Demand> book_demand(Connection& connection, int threads);

/// Keys that lines with a stated origin would have by the address of the supplier or by the plain
/// country, with no demand of their own: so that each line finds an intensity whichever way it
/// asks.
std::vector<Demand> address_keys(Connection& connection);

}  // namespace headwater
