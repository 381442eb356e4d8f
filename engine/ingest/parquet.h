#pragma once

#include <string>

#include "base/database.h"
#include "ingest/staged.h"

namespace headwater {

/// Lays out a Parquet file: every column as text. Throws Error where it is damaged or cut short.
Staged stage_parquet(Connection& connection, const std::string& file);

}  // namespace headwater
