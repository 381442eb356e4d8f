#pragma once

#include "base/database.h"
#include "ingest/column_mapping.h"
#include "ingest/fields.h"
#include "ingest/known_names.h"
#include "ingest/staged.h"

namespace headwater {

/// What the columns say a file is, where nobody says it.
Role role_of(Connection& connection, const Staged& staged, const KnownNames& known,
             const ColumnMapping& mapping);

}  // namespace headwater
