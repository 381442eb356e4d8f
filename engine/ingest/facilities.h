#pragma once

#include "base/database.h"
#include "ingest/known_names.h"
#include "ingest/source_file.h"

namespace headwater {

/// Staged facility list (Open Supply Hub's columns) -> `facilities`. Gives the number of rows kept.
/// Throws Error where no column holds the facilities' names.
std::int64_t read_facilities(Connection& connection, SourceFile& file, const KnownNames& known);

}  // namespace headwater
