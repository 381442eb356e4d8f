#pragma once

#include <vector>

#include "base/database.h"
#include "network/input_output.h"
#include "reference/rates.h"
#include "score/ledger.h"
#include "score/supplier_exposure.h"

namespace headwater {

/// How many suppliers stand behind what is bought of a sector at a place, of a place in all
/// sectors, of a sector at all places, and how much of the place's figure is theirs -> `sellers`.
/// One that sells under 1% of it does not count: the figures would still speak of the others.
void write_sellers(Connection& connection, const std::vector<Supplier>& suppliers,
                   const Ledger& ledger, const InputOutput& table, const CellRates& rates);

}  // namespace headwater
