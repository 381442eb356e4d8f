#pragma once

#include <map>
#include <string>
#include <vector>

#include "ingest/column_mapping.h"
#include "ingest/fields.h"
#include "ingest/ingest.h"
#include "ingest/known_names.h"
#include "ingest/problems.h"
#include "ingest/staged.h"

namespace headwater {

/// What the columns of a staged file are.
struct Recognised {
  Role role = Role::ledger;
  FieldColumns columns;
  std::map<std::string, std::string> constants;  ///< field -> value of every row
  std::vector<Recognition::Column> report;

  bool has(std::string_view field) const { return columns.contains(field); }
  /// The name of a field's first column, for messages; the field itself where it has none.
  std::string column(const Staged& staged, std::string_view field) const;
};

/// By mapping, then by the format itself where it says what its columns are, or else by name, then
/// by content.
Recognised recognise(Connection& connection, const Staged& staged, Role role,
                     const KnownNames& known, const ColumnMapping& mapping, Problems& problems);

}  // namespace headwater
