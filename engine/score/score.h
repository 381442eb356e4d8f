#pragma once

#include <cstdint>

#include "base/database.h"
#include "base/progress.h"
#include "network/input_output.h"
#include "reference/rates.h"
#include "score/ledger.h"
#include "score/multiplier_draws.h"

namespace headwater {

struct ScoreOptions {
  int draws = 1000;
  std::uint64_t seed = 1;
  int threads = 0;
  const InputOutput* another_year = nullptr;  ///< a table for the ensemble, if there is one
  std::string_view as_of =
      "";  ///< YYYY-MM-DD: evidence fades up to this day; empty: last date of the ledger
};

/// What the scores of the ledger leave for those of its suppliers.
struct ScoredLedger {
  CellRates rates;
  Ledger ledger;
  IntensityDraws intensities;
};

/// demand, origins, cells -> risk, risk_reasons, listed_facts, ensemble: needs no supplier.
ScoredLedger score_ledger(Connection& connection, const InputOutput& table,
                          const ScoreOptions& options, const Progress& progress);

/// entities, screening -> supplier_risk, supplier_reasons, sellers.
void score_suppliers(Connection& connection, const InputOutput& table, const ScoredLedger& scored,
                     const ScoreOptions& options, const Progress& progress);

/// Both.
void score(Connection& connection, const InputOutput& table, const ScoreOptions& options,
           const Progress& progress);

}  // namespace headwater
