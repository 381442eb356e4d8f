#pragma once

#include <cstdint>
#include <vector>

#include "base/database.h"
#include "base/progress.h"
#include "reference/rates.h"
#include "score/ledger.h"
#include "score/risk_scope.h"
#include "score/shared_error.h"
#include "score/structure.h"

namespace headwater {

/// How the draws of a ledger's figures are made.
struct OriginDraws {
  std::size_t draws = 0;
  std::uint64_t seed = 0;
  int threads = 0;
  SharedError error;
};

/// The scopes ledger, origin_region, origin_sector, origin_cell and tier: R = r·X, draw by draw.
std::vector<RiskScope> origin_risk(Connection& connection, const InputOutput& table,
                                   const Ledger& ledger, const CellRates& rates,
                                   const std::vector<Variant>& variants,
                                   const OriginDraws& options);

}  // namespace headwater
