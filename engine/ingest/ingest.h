#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/database.h"
#include "base/progress.h"

namespace headwater {

struct IngestRequest {
  std::vector<std::filesystem::path> ledgers;
  std::vector<std::filesystem::path> links;
  std::vector<std::filesystem::path> facilities;
  std::vector<std::filesystem::path> lists;
  std::optional<std::filesystem::path> column_mapping;  ///< TOML, see docs/ingest.md
};

/// Files -> purchases, links, facilities, list_entries, list_names, inputs and issues.
/// Good rows go on, bad ones become issues. Throws Error only where nothing can be read at all
/// (no such file, not permitted, a folder, damaged from the start, or no row of any ledger is
/// usable).
void ingest(Connection& connection, const IngestRequest& request, const Progress& progress);

/// How a file would be read.
struct Recognition {
  struct Column {
    std::string column;  ///< as the file names it
    std::string field;   ///< what it is taken for; empty: not used
    std::string how;     ///< "name (fr)", "content", "mapping"
    std::vector<std::string> samples;
  };
  std::string role;    ///< ledger | links | facilities | list
  std::string format;  ///< csv, tsv, xlsx, parquet, jsonl, ocds, ftm, un, eu, ofac …
  std::string encoding;
  std::string delimiter;
  std::string decimal;  ///< "." or ","
  std::int64_t rows = 0;
  std::vector<Column> columns;
};
Recognition explain(Connection& connection, const std::filesystem::path& file,
                    const std::optional<std::filesystem::path>& column_mapping);

}  // namespace headwater
