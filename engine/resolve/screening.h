#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "resolve/resolve.h"
#include "resolve/spelling.h"

namespace headwater {

/// All spellings of the suppliers against the lists' companies, vessels and entries of unknown
/// kind: fills the table screening with the best match of each supplier and entry. Entries for
/// persons are never reported. `entity_of` gives the entity of each group.
void screen_suppliers(Connection& connection, const Suppliers& suppliers,
                      const std::vector<std::string>& entity_of, const ResolveOptions& options);

}  // namespace headwater
