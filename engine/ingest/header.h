#pragma once

#include "base/database.h"
#include "ingest/column_mapping.h"
#include "ingest/fields.h"
#include "ingest/known_names.h"
#include "ingest/problems.h"
#include "ingest/staged.h"

namespace headwater {

/// Finds the header among the first records (a title may stand above it) and names the columns.
void find_header(Connection& connection, Staged& staged, Role role, const KnownNames& known,
                 const ColumnMapping& mapping, Problems& problems);

}  // namespace headwater
