#include "ingest/staged.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"

namespace headwater {

std::string staged_columns(std::size_t width) {
  std::string list;
  for (std::size_t i = 0; i < width; ++i) {
    list += fmt::format("{}c{}", i == 0 ? "" : ", ", i);
  }
  return list;
}

void create_staged(Connection& connection, std::size_t width) {
  std::string columns;
  for (std::size_t i = 0; i < std::max<std::size_t>(width, 1); ++i) {
    columns += fmt::format("{}c{} VARCHAR", i == 0 ? "" : ", ", i);
  }
  connection.run(fmt::format("CREATE OR REPLACE TEMP TABLE staged ({})", columns));
}

StagedRows::StagedRows(Connection& connection, std::size_t width)
    : width_(std::max<std::size_t>(width, 1)) {
  if (duckdb_appender_create_ext(connection.handle(), "temp", "main", "staged", &appender_) ==
      DuckDBError) {
    const std::string message = duckdb_appender_error(appender_);
    duckdb_appender_destroy(&appender_);
    throw Error("cannot stage a file: " + message);
  }
}

StagedRows::~StagedRows() { duckdb_appender_destroy(&appender_); }

void StagedRows::add(const std::vector<std::optional<std::string>>& cells) {
  for (std::size_t i = 0; i < width_; ++i) {
    if (i < cells.size() && cells[i]) {
      duckdb_append_varchar_length(appender_, cells[i]->data(), cells[i]->size());
    } else {
      duckdb_append_null(appender_);
    }
  }
  if (duckdb_appender_end_row(appender_) == DuckDBError) {
    throw Error(fmt::format("cannot stage a file: {}", duckdb_appender_error(appender_)));
  }
  ++count_;
}

void StagedRows::close() {
  if (duckdb_appender_close(appender_) == DuckDBError) {
    throw Error(fmt::format("cannot stage a file: {}", duckdb_appender_error(appender_)));
  }
}

std::vector<std::vector<std::string>> first_records(Connection& connection, const Staged& staged,
                                                    std::int64_t after, std::int64_t count) {
  std::vector<std::vector<std::string>> records;
  Rows rows = connection.query(
      fmt::format("SELECT {} FROM staged WHERE rowid >= {} ORDER BY rowid LIMIT {}",
                  staged_columns(std::max<std::size_t>(staged.width, 1)), after, count));
  while (rows.next()) {
    std::vector<std::string>& record = records.emplace_back();
    for (std::size_t i = 0; i < staged.width; ++i) {
      record.emplace_back(rows.row().text(i).value_or(""));
    }
  }
  return records;
}

}  // namespace headwater
