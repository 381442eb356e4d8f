#pragma once

#include "base/database.h"
#include "ingest/column_mapping.h"
#include "ingest/exchange.h"
#include "ingest/known_names.h"
#include "ingest/source_file.h"

namespace headwater {

/// Staged supplier links -> `links`. A row without buyer or supplier is no link and is left out,
/// with a problem. Gives the number of rows kept. Throws Error where either column is missing.
std::int64_t read_links(Connection& connection, SourceFile& file, const KnownNames& known,
                        Exchange& exchange, const ColumnMapping& mapping);

}  // namespace headwater
