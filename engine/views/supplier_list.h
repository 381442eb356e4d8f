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
  std::string lens;      ///< whose order rank means (data/lenses.csv); empty: whom to ask first
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

/// Whether the case has suppliers in the order of this lens; the empty one always.
bool has_lens(Connection& connection, const std::string& lens);

/// Numbers of all suppliers that fit, in this order. Throws Error for an order there is not.
std::vector<std::int32_t> fitting_suppliers(Connection& connection, const SupplierFilter& filter,
                                            const SupplierOrder& order);

/// These suppliers, in this order, as a JSON array.
std::string supplier_rows(Connection& connection, std::span<const std::int32_t> numbers,
                          const std::string& lens);

/// How many fit by country, sector, decision and whether they are ranked, each facet under the
/// other filters: {"country": [{"value", "count"}], …}, largest first; and how many each lens
/// ranks.
std::string supplier_facets(Connection& connection, const SupplierFilter& filter);

}  // namespace headwater
