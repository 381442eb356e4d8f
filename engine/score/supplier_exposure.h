#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/database.h"
#include "score/ledger.h"
#include "score/multiplier_draws.h"

namespace headwater {

/// What one supplier sells: an amount of one of the things the ledger buys.
struct Sold {
  std::uint32_t bought = 0;  ///< place in Ledger::bought
  double base_musd = 0;
};

struct Supplier {
  std::string entity_id;
  std::string country;  ///< 'UNK' where unknown
  std::int64_t lines = 0;
  std::vector<Sold> sold;  ///< empty where no line has an amount in US dollars
};

/// Suppliers by entity id.
std::vector<Supplier> read_suppliers(Connection& connection, const Ledger& ledger);

/// Exposure of a supplier's sales, central; and how widely its classification spreads it.
struct Exposure {
  double value = 0;
  double synthetic = 0;    ///< the part through split cells, or from unknown addresses
  double purchase_cv = 0;  ///< spread over sectors and origins, as if all lines had one of each
  std::string sector;      ///< where most of its spend is; empty if unknown
  double sector_share = 0;
};

Exposure exposure_of(const Supplier& supplier, const Ledger& ledger,
                     const IntensityDraws& intensities);

}  // namespace headwater
