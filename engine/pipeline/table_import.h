#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/database.h"
#include "base/progress.h"
#include "ingest/table_import.h"

namespace headwater {

struct TableImport {
  TableRequest table;
  std::filesystem::path folder;  ///< to write
  bool overwrite = false;
};

struct ImportedTable {
  ReadTable read;
  std::size_t cells = 0;
  double largest_multiplier = 0;  ///< output of all cells behind a unit of the worst one
};

/// Reads a published table, writes it in the engine's form and loads what was written: it stands
/// only if the engine takes it. Problems are in the table `issues`. Needs the reference tables.
ImportedTable import_table(Connection& connection, const TableImport& import,
                           const Progress& progress);

/// Keeps a table in the engine's form ready beside its files (an import does so by itself); gives
/// the number of its cells.
std::size_t prepare_table(Connection& connection, const std::filesystem::path& folder);

/// What an import is told as: also table.json in its folder.
std::string table_json(const ImportedTable& imported);

}  // namespace headwater
