#pragma once

#include <vector>

#include "score/multiplier_draws.h"
#include "score/risk_scope.h"
#include "score/shared_error.h"

namespace headwater {

/// Variance of what is bought from not knowing where each line was made: lines are taken as
/// independent.
double origin_variance(const Bought& bought, const IntensityDraws& intensities, std::size_t b);

/// The scopes bought_sector and bought_country: what the ledger's purchases stand for, upstream
/// included. Their draws are the ranking draws of `intensities`.
std::vector<RiskScope> bought_risk(const Ledger& ledger, const IntensityDraws& intensities,
                                   const SharedError& error, std::uint64_t seed);

}  // namespace headwater
