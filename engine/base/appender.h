#pragma once

#include <duckdb.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"

namespace headwater {

/// Adds rows to a table, a chunk at a time. `close()` must be called: it reports what went wrong.
/// Rows are lost, with the exception that caused it, if `close()` is not reached.
class Appender {
 public:
  Appender(Connection& connection, const std::string& table);
  Appender(const Appender&) = delete;
  ~Appender();

  /// One row: as many values as the table has columns, in their order. Integers, doubles, bools,
  /// texts, or optionals of them (NULL when empty); each must fit the column's type.
  /// A DATE takes the days since 1970-01-01.
  template <class... Values>
  void row(const Values&... values) {
    begin(sizeof...(values));
    idx_t column = 0;
    (put(column++, values), ...);
    end();
  }

  void close();

 private:
  void begin(std::size_t values);
  void end();
  void flush();
  void put_null(idx_t column);
  void put_integer(idx_t column, std::int64_t value);
  void put_number(idx_t column, double value);
  void put_text(idx_t column, std::string_view value);

  void put(idx_t column, std::nullopt_t) { put_null(column); }
  template <std::integral T>
  void put(idx_t column, T value) {
    put_integer(column, static_cast<std::int64_t>(value));
  }
  void put(idx_t column, double value) { put_number(column, value); }
  void put(idx_t column, std::string_view value) { put_text(column, value); }
  void put(idx_t column, const std::string& value) { put_text(column, value); }
  void put(idx_t column, const char* value) { put_text(column, value); }
  template <class T>
  void put(idx_t column, const std::optional<T>& value) {
    value ? put(column, *value) : put_null(column);
  }

  std::string table_;
  duckdb_appender appender_ = nullptr;
  duckdb_data_chunk chunk_ = nullptr;
  std::vector<duckdb_type> types_;
  std::vector<duckdb_vector> vectors_;
  idx_t size_ = 0;
};

}  // namespace headwater
