#pragma once

#include <string>

#include "base/database.h"
#include "ingest/problems.h"
#include "ingest/staged.h"

namespace headwater {

/// Lays out JSON Lines, or one array of objects: a column for each key, `buyer.name` for nested
/// ones; lists of values are joined by ";". Row r is line r, or the r-th object.
Staged stage_json_lines(Connection& connection, std::string_view text, const std::string& file,
                        Problems& problems);
Staged stage_json_array(Connection& connection, std::string_view text, const std::string& file,
                        Problems& problems);

}  // namespace headwater
