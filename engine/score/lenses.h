#pragma once

#include <vector>

#include "base/database.h"
#include "reference/rates.h"
#include "score/ledger.h"
#include "score/multiplier_draws.h"
#include "score/supplier_ranks.h"

namespace headwater {

struct LensRules {
  std::size_t draws = 0;  ///< at most: the first of those in the columns
  double widest = 100;    ///< a wider range of the index abstains
  int threads = 0;
};

/// Severity, likelihood, proximity and leverage of suppliers, kept apart, and the orders in which
/// named lenses put them (data/lenses.csv) -> supplier_factors, supplier_lenses. A lens changes the
/// order, never the facts. `columns` are those of the same suppliers.
///   severity     the exposure behind what it sells
///   likelihood   that exposure a dollar, times what the evidence on it says
///   proximity    the share of it that arises where the goods are made, not further upstream
///   leverage     what is bought of it
void write_lenses(Connection& connection, const std::vector<RankedSupplier>& suppliers,
                  const Ledger& ledger, const CellRates& rates, const SupplierColumns& columns,
                  const LensRules& rules);

}  // namespace headwater
