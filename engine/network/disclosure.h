#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/database.h"
#include "model/issue.h"
#include "network/disclosed.h"
#include "network/input_output.h"

namespace headwater {

/// A company that links or facility lists name, placed in a cell of the table.
struct NamedSupplier {
  std::string name;                   ///< as first written
  std::optional<std::string> entity;  ///< where it sells to the ledger itself
  std::size_t cell = 0;
  std::vector<std::size_t> plants;  ///< numbers of the suppliers that are plants it owns
};

/// Where a used link was read.
struct LinkSource {
  std::int64_t input_id = 0;
  std::int64_t row = 0;
  std::string file;
  std::string basis;  ///< links | facilities
};

/// What files disclose about the chain behind the ledger's suppliers.
struct Disclosure {
  std::int64_t given = 0;  ///< rows of links, and of facilities that name a buyer or owner
  std::vector<NamedSupplier> suppliers;
  std::vector<DisclosedLink> links;  ///< between places in `suppliers`
  std::vector<LinkSource> sources;   ///< of each link
  std::vector<Issue> issues;         ///< rows that could not be placed

  bool empty() const { return suppliers.empty(); }
  std::vector<Firm> firms() const;
};

/// links, facilities, spellings -> suppliers and links placed on the table. A buyer is placed where
/// it is a supplier of the ledger (any of its spellings, in the cell it sells most from) or the
/// supplier of another link; a supplier by its country and product. Companies are compared as
/// folded words. Facilities count where their contributor or parent is such a buyer.
Disclosure read_disclosure(Connection& connection, const InputOutput& table);

/// The table a case was traced on: with the suppliers of `disclosed_suppliers` as nodes, or nothing
/// where there are none. Links without an amount take `unknown_share` of the flow of their product.
std::optional<InputOutput> traced_table(Connection& connection, const InputOutput& table,
                                        double unknown_share);

/// Purchases from disclosed suppliers -> purchase_places.
void place_disclosed(Connection& connection, const Disclosure& disclosure);

}  // namespace headwater
