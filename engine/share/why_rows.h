#pragma once

#include <string>

#include "share/json_parts.h"
#include "share/why_target.h"

namespace headwater {

/// The rows of the ledger behind a figure, those that weigh most first, at most 50:
/// {"rows": […], "rows_in_all": n}. Suppliers are not named in them.
Json source_rows(Connection& connection, const WhyTarget& target);

}  // namespace headwater
