#include "base/database.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "base/spilled.h"

namespace headwater {
namespace {

template <class T>
T at(const void* data, idx_t index) {
  return static_cast<const T*>(data)[index];
}

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

bool Row::is_null(std::size_t column) const {
  const std::uint64_t* validity = columns_[column].validity;
  return validity && !duckdb_validity_row_is_valid(const_cast<std::uint64_t*>(validity), index_);
}

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

std::optional<double> Row::number(std::size_t column) const {
  if (is_null(column)) {
    return std::nullopt;
  }
  switch (columns_[column].type) {
    case DUCKDB_TYPE_DOUBLE:
      return at<double>(columns_[column].data, index_);
    case DUCKDB_TYPE_FLOAT:
      return at<float>(columns_[column].data, index_);
    default:
      return static_cast<double>(*integer(column));
  }
}

std::optional<std::int64_t> Row::integer(std::size_t column) const {
  if (is_null(column)) {
    return std::nullopt;
  }
  const void* data = columns_[column].data;
  switch (columns_[column].type) {
    case DUCKDB_TYPE_BIGINT:
      return at<std::int64_t>(data, index_);
    case DUCKDB_TYPE_INTEGER:
      return at<std::int32_t>(data, index_);
    case DUCKDB_TYPE_UINTEGER:
      return at<std::uint32_t>(data, index_);
    case DUCKDB_TYPE_SMALLINT:
      return at<std::int16_t>(data, index_);
    case DUCKDB_TYPE_TINYINT:
      return at<std::int8_t>(data, index_);
    case DUCKDB_TYPE_UBIGINT:
      return static_cast<std::int64_t>(at<std::uint64_t>(data, index_));
    case DUCKDB_TYPE_BOOLEAN:
      return at<bool>(data, index_) ? 1 : 0;
    default:
      throw Error(fmt::format("column {} of a query is not a number: cast it in the SQL", column));
  }
}

std::optional<bool> Row::flag(std::size_t column) const {
  const auto value = integer(column);
  return value ? std::optional<bool>(*value != 0) : std::nullopt;
}

Rows::Rows(duckdb_result result) : result_(result) {
  row_.columns_.resize(duckdb_column_count(&result_));
}

Rows::Rows(Rows&& other) noexcept
    : result_(std::exchange(other.result_, duckdb_result{})),
      chunk_(std::exchange(other.chunk_, nullptr)),
      chunk_size_(std::exchange(other.chunk_size_, 0)),
      row_(std::move(other.row_)) {}

Rows::~Rows() {
  duckdb_destroy_data_chunk(&chunk_);
  duckdb_destroy_result(&result_);
}

bool Rows::load_chunk() {
  duckdb_destroy_data_chunk(&chunk_);
  chunk_ = duckdb_fetch_chunk(result_);
  if (!chunk_) {
    chunk_size_ = 0;
    return false;
  }
  chunk_size_ = duckdb_data_chunk_get_size(chunk_);
  for (idx_t c = 0; c < row_.columns_.size(); ++c) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk_, c);
    row_.columns_[c] = {duckdb_column_type(&result_, c), duckdb_vector_get_data(vector),
                        duckdb_vector_get_validity(vector)};
  }
  row_.index_ = 0;
  return chunk_size_ > 0;
}

bool Rows::next() {
  if (chunk_ && ++row_.index_ < chunk_size_) {
    return true;
  }
  return load_chunk();
}

std::vector<std::string> Rows::names() const {
  std::vector<std::string> names;
  for (idx_t c = 0; c < row_.columns_.size(); ++c) {
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
