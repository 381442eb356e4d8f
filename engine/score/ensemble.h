#pragma once

#include <vector>

#include "base/database.h"
#include "network/input_output.h"
#include "reference/rates.h"
#include "score/structure.h"

namespace headwater {

/// Fills `ensemble`: the ledger's cases in each variant, and how its origins are ordered against
/// the base (Spearman over origin cells with exposure, cells in common among the largest 20).
void write_ensemble(Connection& connection, const std::vector<double>& required,
                    const CellRates& base, const std::vector<Variant>& variants);

}  // namespace headwater
