#pragma once

#include <duckdb.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"
#include "ingest/problems.h"

namespace headwater {

/// What the format itself says of a file, so that it need not be recognised.
struct StatedByFormat {
  std::vector<std::string> fields;  ///< what each column is; "": not used
  std::string list;                 ///< the name of a watch-list
  std::string edition;              ///< what the file calls this edition of it
  bool value_a_line = false;        ///< several values of a cell stand on lines of their own
};

/// A file as text cells: the temporary table `staged` with columns c0, c1, …, record r in row r
/// - 1. Every format is first laid out like this; what the cells mean is the same question for all
/// of them.
struct Staged {
  std::string format;  ///< csv | tsv | xlsx | parquet | jsonl | ocds | ftm | ofac … | un | eu
  std::string encoding;
  std::string delimiter;
  std::size_t width = 0;    ///< columns that have a name or are to get one
  std::size_t surplus = 0;  ///< further columns of the table, for cells beyond the header's
  bool typed = false;       ///< numbers come from the format itself, with a decimal point
  std::vector<std::string> columns;  ///< as the file names them
  std::int64_t header = 0;   ///< record of the header; 0: none, the names come with the format
  std::int64_t records = 0;  ///< all records, header included
  std::vector<std::int64_t> rejected;  ///< records already reported as left out, in order
  StatedByFormat stated = {};

  std::int64_t data_records() const { return records - header; }
};

/// `CREATE TEMP TABLE staged` with `width` text columns.
void create_staged(Connection& connection, std::size_t width);

/// Adds records to `staged`, cell by cell.
class StagedRows {
 public:
  StagedRows(Connection& connection, std::size_t width);
  StagedRows(const StagedRows&) = delete;
  ~StagedRows();

  /// Cells beyond the table's width are dropped, missing ones are NULL.
  void add(const std::vector<std::optional<std::string>>& cells);
  void add_empty() { add({}); }
  std::int64_t count() const { return count_; }
  void close();

 private:
  duckdb_appender appender_ = nullptr;
  std::size_t width_;
  std::int64_t count_ = 0;
};

/// `c0, c1, …` up to `width`.
std::string staged_columns(std::size_t width);

/// The first records, as they stand.
std::vector<std::vector<std::string>> first_records(Connection& connection, const Staged& staged,
                                                    std::int64_t after, std::int64_t count);

}  // namespace headwater
