#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/database.h"
#include "ingest/column_mapping.h"
#include "ingest/known_names.h"
#include "ingest/problems.h"
#include "ingest/recognise.h"
#include "ingest/staged.h"

namespace headwater {

/// One file on its way in: staged, its columns recognised.
struct SourceFile {
  std::filesystem::path path;
  std::int64_t input_id = 0;
  Staged staged;
  Recognised recognised;
  Problems problems;
  std::string sha256;
};

/// Lays the file out as the temporary table `staged`, whatever its format.
/// Throws Error where nothing can be read.
Staged stage(Connection& connection, const std::filesystem::path& file,
             const ColumnMapping& mapping, Problems& problems);

/// Finds the header of a staged file and says what its columns are.
Recognised recognise_columns(Connection& connection, Staged& staged, Role role,
                             const KnownNames& known, const ColumnMapping& mapping,
                             Problems& problems);

/// Stages the file and recognises its columns.
SourceFile open_source(Connection& connection, const std::filesystem::path& file, Role role,
                       const KnownNames& known, const ColumnMapping& mapping);

/// The row of `inputs`, with what was recognised.
void record_input(Connection& connection, const SourceFile& file, std::int64_t rows_kept);

}  // namespace headwater
