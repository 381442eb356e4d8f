#include "base/database.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "base/spilled.h"

namespace headwater {
namespace {

[[noreturn]] void throw_result_error(duckdb_result& result) {
  const char* message = duckdb_result_error(&result);
  const std::string copy = message ? message : "unknown database error";
  duckdb_destroy_result(&result);
  throw Error(copy);
}

struct Prepared {
  duckdb_prepared_statement statement = nullptr;
  ~Prepared() { duckdb_destroy_prepare(&statement); }
};

void bind(duckdb_prepared_statement statement, idx_t index, const Parameter& parameter) {
  struct Binder {
    duckdb_prepared_statement statement;
    idx_t index;
    void operator()(std::monostate) const { duckdb_bind_null(statement, index); }
    void operator()(bool value) const { duckdb_bind_boolean(statement, index, value); }
    void operator()(std::int64_t value) const { duckdb_bind_int64(statement, index, value); }
    void operator()(double value) const { duckdb_bind_double(statement, index, value); }
    void operator()(const std::string& value) const {
      duckdb_bind_varchar_length(statement, index, value.data(), value.size());
    }
  };
  std::visit(Binder{statement, index}, parameter);
}

duckdb_result execute(duckdb_connection connection, const std::string& sql,
                      const std::vector<Parameter>& parameters) {
  Prepared prepared;
  if (duckdb_prepare(connection, sql.c_str(), &prepared.statement) == DuckDBError) {
    throw Error(fmt::format("{} [in: {}]", duckdb_prepare_error(prepared.statement), sql));
  }
  for (idx_t i = 0; i < parameters.size(); ++i) {
    bind(prepared.statement, i + 1, parameters[i]);
  }
  duckdb_result result;
  if (duckdb_execute_prepared(prepared.statement, &result) == DuckDBError) {
    throw_result_error(result);
  }
  return result;
}

}  // namespace

std::optional<std::string_view> Row::text(std::size_t column) const {
  if (is_null(column)) {
    return std::nullopt;
  }
  if (columns_[column].type != DUCKDB_TYPE_VARCHAR) {
    throw Error(fmt::format("column {} of a query is not text", column));
  }
  auto* value = &static_cast<duckdb_string_t*>(columns_[column].data)[index_];
  return std::string_view(duckdb_string_t_data(value), duckdb_string_t_length(*value));
}

std::optional<double> Row::as_number(std::size_t column) const {
  if (columns_[column].type == DUCKDB_TYPE_FLOAT) {
    return at<float>(column);
  }
  const auto value = integer(column);
  return value ? std::optional<double>(static_cast<double>(*value)) : std::nullopt;
}

std::optional<std::int64_t> Row::as_integer(std::size_t column) const {
  switch (columns_[column].type) {
    case DUCKDB_TYPE_INTEGER:
      return at<std::int32_t>(column);
    case DUCKDB_TYPE_UINTEGER:
      return at<std::uint32_t>(column);
    case DUCKDB_TYPE_SMALLINT:
      return at<std::int16_t>(column);
    case DUCKDB_TYPE_TINYINT:
      return at<std::int8_t>(column);
    case DUCKDB_TYPE_UBIGINT:
      return at<std::uint64_t>(column);
    case DUCKDB_TYPE_BOOLEAN:
      return at<bool>(column);
    default:
      break;
  }
  if (is_null(column)) {
    return std::nullopt;
  }
  throw Error(fmt::format("column {} of a query is not a number: cast it in the SQL", column));
}

std::optional<bool> Row::flag(std::size_t column) const {
  const auto value = integer(column);
  return value ? std::optional<bool>(*value != 0) : std::nullopt;
}

Chunk::Chunk(duckdb_result& result) : chunk_(duckdb_fetch_chunk(result)) {
  if (!chunk_) {
    return;
  }
  size_ = duckdb_data_chunk_get_size(chunk_);
  row_.columns_.resize(duckdb_column_count(&result));
  for (idx_t c = 0; c < row_.columns_.size(); ++c) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk_, c);
    row_.columns_[c] = {duckdb_column_type(&result, c), duckdb_vector_get_data(vector),
                        duckdb_vector_get_validity(vector)};
  }
}

Chunk::Chunk(Chunk&& other) noexcept
    : chunk_(std::exchange(other.chunk_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      row_(std::move(other.row_)) {}

Chunk& Chunk::operator=(Chunk&& other) noexcept {
  std::swap(chunk_, other.chunk_);
  std::swap(size_, other.size_);
  std::swap(row_, other.row_);
  return *this;
}

Chunk::~Chunk() { duckdb_destroy_data_chunk(&chunk_); }

Rows::Rows(Rows&& other) noexcept
    : result_(std::exchange(other.result_, duckdb_result{})), chunk_(std::move(other.chunk_)) {}

Rows::~Rows() { duckdb_destroy_result(&result_); }

bool Rows::next() {
  if (chunk_.next()) {
    return true;
  }
  chunk_ = take();
  return chunk_.next();
}

std::vector<std::string> Rows::names() const {
  std::vector<std::string> names;
  for (idx_t c = 0; c < duckdb_column_count(&result_); ++c) {
    names.emplace_back(duckdb_column_name(&result_, c));
  }
  return names;
}

Connection::Connection(Connection&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Connection::~Connection() {
  if (connection_) {
    duckdb_disconnect(&connection_);
  }
}

void Connection::run(const std::string& sql) {
  duckdb_result result;
  if (duckdb_query(connection_, sql.c_str(), &result) == DuckDBError) {
    throw_result_error(result);
  }
  duckdb_destroy_result(&result);
}

void Connection::run(const std::string& sql, const std::vector<Parameter>& parameters) {
  duckdb_result result = execute(connection_, sql, parameters);
  duckdb_destroy_result(&result);
}

Rows Connection::query(const std::string& sql, const std::vector<Parameter>& parameters) {
  return Rows(execute(connection_, sql, parameters));
}

std::optional<double> Connection::number(const std::string& sql, const std::vector<Parameter>& p) {
  Rows rows = query(sql, p);
  return rows.next() ? rows.row().number(0) : std::nullopt;
}

std::optional<std::int64_t> Connection::integer(const std::string& sql,
                                                const std::vector<Parameter>& p) {
  Rows rows = query(sql, p);
  return rows.next() ? rows.row().integer(0) : std::nullopt;
}

std::optional<std::string> Connection::text(const std::string& sql,
                                            const std::vector<Parameter>& p) {
  Rows rows = query(sql, p);
  if (!rows.next() || rows.row().is_null(0)) {
    return std::nullopt;
  }
  return std::string(*rows.row().text(0));
}

Database::Database(const std::filesystem::path& path, const DatabaseOptions& options) {
  duckdb_config config;
  duckdb_create_config(&config);
  duckdb_set_config(config, "autoinstall_known_extensions", "false");
  duckdb_set_config(config, "autoload_known_extensions", "false");
  duckdb_set_config(config, "allow_community_extensions", "false");
  duckdb_set_config(config, "access_mode", options.read_only ? "READ_ONLY" : "AUTOMATIC");
  if (options.threads > 0) {
    duckdb_set_config(config, "threads", std::to_string(options.threads).c_str());
  }
  if (!options.memory_limit.empty() &&
      duckdb_set_config(config, "memory_limit", options.memory_limit.c_str()) == DuckDBError) {
    duckdb_destroy_config(&config);
    throw Error(
        fmt::format("'{}' is not an amount of memory; write it like 2GB", options.memory_limit));
  }
  if (path.empty()) {  // else the current folder, where two programs would write into each other
    duckdb_set_config(config, "temp_directory", new_spill_folder().c_str());
  }
  char* message = nullptr;
  const char* name = path.empty() ? nullptr : path.c_str();
  const duckdb_state state = duckdb_open_ext(name, &database_, config, &message);
  duckdb_destroy_config(&config);
  if (state == DuckDBError) {
    const std::string copy = message ? message : "cannot open the database";
    duckdb_free(message);
    throw Error(fmt::format("{}: {}", path.string(), copy));
  }
}

Database::Database(Database&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Database::~Database() {
  if (database_) {
    duckdb_close(&database_);
  }
}

Connection Database::connect() {
  duckdb_connection connection;
  if (duckdb_connect(database_, &connection) == DuckDBError) {
    throw Error("cannot connect to the database");
  }
  return Connection(connection);
}

std::string sql_text(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    result += c;
    if (c == '\'') {
      result += '\'';
    }
  }
  return result + "'";
}

std::string sql_name(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    result += c;
    if (c == '"') {
      result += '"';
    }
  }
  return result + "\"";
}

}  // namespace headwater
