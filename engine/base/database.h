#pragma once

#include <duckdb.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace headwater {

/// A value bound to a `?` of a statement; monostate is NULL.
using Parameter = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

/// One row of a result. Views into text live until the next row is asked for.
class Row {
 public:
  std::optional<std::string_view> text(std::size_t column) const;
  std::optional<double> number(std::size_t column) const {
    return columns_[column].type == DUCKDB_TYPE_DOUBLE ? at<double>(column) : as_number(column);
  }
  std::optional<std::int64_t> integer(std::size_t column) const {
    return columns_[column].type == DUCKDB_TYPE_BIGINT ? at<std::int64_t>(column)
                                                       : as_integer(column);
  }
  std::optional<bool> flag(std::size_t column) const;
  bool is_null(std::size_t column) const {
    const std::uint64_t* validity = columns_[column].validity;
    return validity && ((validity[index_ / 64] >> (index_ % 64)) & 1U) == 0;
  }

 private:
  friend class Chunk;
  struct Column {
    duckdb_type type;
    void* data;
    std::uint64_t* validity;
  };
  template <class T>
  std::optional<T> at(std::size_t column) const {
    return is_null(column) ? std::nullopt
                           : std::optional<T>(static_cast<const T*>(columns_[column].data)[index_]);
  }
  std::optional<double> as_number(std::size_t column) const;
  std::optional<std::int64_t> as_integer(std::size_t column) const;

  std::vector<Column> columns_;
  idx_t index_ = static_cast<idx_t>(-1);  ///< before the first
};

/// Some of the rows of a result, read by one thread. `while (chunk.next()) use(chunk.row());`
class Chunk {
 public:
  Chunk() = default;
  /// The next of this result; without rows where there are no more.
  explicit Chunk(duckdb_result& result);
  Chunk(Chunk&&) noexcept;
  Chunk& operator=(Chunk&&) noexcept;
  ~Chunk();

  bool next() { return ++row_.index_ < size_; }
  const Row& row() const { return row_; }
  bool empty() const { return size_ == 0; }

 private:
  duckdb_data_chunk chunk_ = nullptr;
  idx_t size_ = 0;
  Row row_;
};

/// The rows of a query, in order, read chunk by chunk. `while (rows.next()) use(rows.row());`
class Rows {
 public:
  explicit Rows(duckdb_result result) : result_(result) {}
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) = delete;
  Rows(const Rows&) = delete;
  ~Rows();

  bool next();
  const Row& row() const { return chunk_.row(); }
  /// The next rows, for a thread of their own; empty where there are no more. Threads take turns.
  Chunk take() { return Chunk(result_); }
  std::vector<std::string> names() const;

 private:
  mutable duckdb_result result_;
  Chunk chunk_;
};

/// One connection to a DuckDB database. Errors of the database are thrown as Error.
class Connection {
 public:
  explicit Connection(duckdb_connection connection) : connection_(connection) {}
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) = delete;
  Connection(const Connection&) = delete;
  ~Connection();

  /// Runs one or more statements separated by `;`, without result.
  void run(const std::string& sql);
  /// Runs one statement with parameters, without result.
  void run(const std::string& sql, const std::vector<Parameter>& parameters);
  /// Runs one statement; columns of a type Row cannot read must be cast in the SQL.
  Rows query(const std::string& sql, const std::vector<Parameter>& parameters = {});
  /// The single value of a single row; nullopt for NULL or no row.
  std::optional<double> number(const std::string& sql, const std::vector<Parameter>& p = {});
  std::optional<std::int64_t> integer(const std::string& sql, const std::vector<Parameter>& p = {});
  std::optional<std::string> text(const std::string& sql, const std::vector<Parameter>& p = {});

  duckdb_connection handle() const { return connection_; }

 private:
  duckdb_connection connection_;
};

struct DatabaseOptions {
  int threads = 0;                ///< 0: as many as the machine has.
  std::string memory_limit = "";  ///< As DuckDB takes it, e.g. "1500MB"; empty: DuckDB's default.
  bool read_only = false;
};

/// A DuckDB database: a file, or in memory where the path is empty. Never downloads extensions.
class Database {
 public:
  Database(const std::filesystem::path& path, const DatabaseOptions& options);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) = delete;
  Database(const Database&) = delete;
  ~Database();

  Connection connect();

 private:
  duckdb_database database_ = nullptr;
};

/// Quotes a text for SQL: 'it''s'. For places where a parameter is not allowed.
std::string sql_text(std::string_view text);
/// Quotes a name for SQL: "group".
std::string sql_name(std::string_view name);

}  // namespace headwater
