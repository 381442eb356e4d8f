#pragma once

#include <cstdint>

#include "base/database.h"
#include "base/progress.h"
#include "network/input_output.h"

namespace headwater {

struct ScoreOptions {
  int draws = 1000;
  std::uint64_t seed = 1;
  int threads = 0;
  std::string_view as_of =
      "";  ///< YYYY-MM-DD: evidence fades up to this day; empty: last date of the ledger
};

/// demand, origins, cells, entities, screening -> risk, risk_reasons, supplier_risk,
/// supplier_reasons, listed_facts, ensemble.
void score(Connection& connection, const InputOutput& table, const ScoreOptions& options,
           const Progress& progress);

}  // namespace headwater
