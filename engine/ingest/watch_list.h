#pragma once

#include "base/database.h"
#include "ingest/known_names.h"
#include "ingest/source_file.h"

namespace headwater {

/// Staged watch-list with a row for each party -> `list_entries`, `list_names`. Several names in
/// one cell are divided by ";" or "|". Gives the number of rows kept. Throws Error where no column
/// holds names.
std::int64_t read_watch_list(Connection& connection, SourceFile& file, const KnownNames& known);

}  // namespace headwater
