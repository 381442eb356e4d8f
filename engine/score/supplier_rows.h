#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "score/evidence.h"
#include "score/listed_facts.h"
#include "score/signals.h"
#include "score/supplier_ranks.h"

namespace headwater {

/// Everything known of the suppliers, ready to be written.
struct SupplierFindings {
  std::vector<RankedSupplier> suppliers;
  std::vector<std::optional<Standing>> standings;
  std::map<std::string, EntityEvidence> evidence;
  double widest_index = 100;  ///< a wider range of the index abstains
};

/// Fills supplier_risk and supplier_reasons. Ranks, an index, bands and log-odds only: no people,
/// no share of people, nothing either follows from.
void write_suppliers(Connection& connection, const SupplierFindings& findings, const Ledger& ledger,
                     const Signals& signals, const FactsBeside& facts);

}  // namespace headwater
