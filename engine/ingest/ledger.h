#pragma once

#include "base/database.h"
#include "ingest/column_mapping.h"
#include "ingest/exchange.h"
#include "ingest/known_names.h"
#include "ingest/source_file.h"

namespace headwater {

/// Staged ledger -> `purchases`. Gives the number of rows kept.
/// Throws Error where no column is an amount, or none says what was bought or from whom.
std::int64_t read_ledger(Connection& connection, SourceFile& file, const KnownNames& known,
                         Exchange& exchange, const ColumnMapping& mapping);

}  // namespace headwater
