#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/database.h"
#include "network/input_output.h"
#include "reference/rates.h"
#include "score/ledger.h"
#include "score/supplier_ranks.h"

namespace headwater {

/// How far an order is from what could be had without tracing anything: ordering by spend alone, or
/// by the country alone. Rows of `null_comparison`; close to 1 means that tracing added little.
/// Things bought (a sector at a place), and cells of origin.
void compare_ledger(Connection& connection, const InputOutput& table, const Ledger& ledger,
                    const CellRates& rates);
/// Suppliers that have a standing.
void compare_suppliers(Connection& connection, const InputOutput& table, const Ledger& ledger,
                       const std::vector<RankedSupplier>& suppliers);

}  // namespace headwater
