#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// What a person looks for among the suppliers; empty: anything.
struct SupplierFilter {
  std::string search;    ///< part of a name or of one of its spellings, whatever its accents
  std::string country;   ///< ISO alpha-3 of the address, 'UNK' where none is known
  std::string sector;    ///< that most of its spend buys, 'none' where nothing was classified
  std::string decision;  ///< of screening: match | possible | none
  std::string ranked;    ///< yes | no: too uncertain to rank
};

/// rank | name | spend | lines | evidence | stability; unknown values come last either way.
struct SupplierOrder {
  std::string by = "rank";
  bool descending = false;
};

/// Gathers what the list of suppliers shows into the table screen.suppliers, in memory beside the
/// case: to be called once, before the others. Ordinal figures only: no people, nothing they follow
/// from.
void gather_suppliers(Connection& connection);

/// Numbers of all suppliers that fit, in this order. Throws Error for an order there is not.
std::vector<std::int32_t> fitting_suppliers(Connection& connection, const SupplierFilter& filter,
                                            const SupplierOrder& order);

/// These suppliers, in this order, as a JSON array.
std::string supplier_rows(Connection& connection, std::span<const std::int32_t> numbers);

/// How many fit by country, sector, decision and whether they are ranked, each facet under the
/// other filters: {"country": [{"value", "count"}], …}, largest first.
std::string supplier_facets(Connection& connection, const SupplierFilter& filter);

}  // namespace headwater
