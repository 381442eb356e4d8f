#pragma once

#include <string>

#include "base/database.h"
#include "views/json.h"

namespace headwater {

/// All that the case holds about one supplier: standing, reasons that sum to its evidence, source
/// rows, spellings with what merged them, candidates on lists, disclosed links, sites, spend by
/// year and sector. No people, nothing they follow from. Throws Error where there is no such id.
Json dossier(Connection& connection, const std::string& entity_id);

}  // namespace headwater
