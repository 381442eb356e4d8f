#pragma once

#include <vector>

#include "base/database.h"
#include "network/input_output.h"
#include "reference/rates.h"

namespace headwater {

/// Central rates of every structural variant but the base, in the order of rate_variants().
std::vector<std::vector<double>> variant_rates(Connection& connection,
                                               const std::vector<CellOutput>& cells);

/// Fills `ensemble`: the ledger's cases in each variant, and how its origins are ordered against
/// the base (Spearman over origin cells with exposure, cells in common among the largest 20).
void write_ensemble(Connection& connection, const std::vector<double>& required,
                    const CellRates& base, const std::vector<std::vector<double>>& variants);

}  // namespace headwater
