#include "base/appender.h"

#include <fmt/format.h>

#include "base/error.h"

namespace headwater {
namespace {

duckdb_data_chunk chunk_like(duckdb_appender appender, std::vector<duckdb_type>& types) {
  std::vector<duckdb_logical_type> logical;
  for (idx_t c = 0; c < duckdb_appender_column_count(appender); ++c) {
    logical.push_back(duckdb_appender_column_type(appender, c));
    types.push_back(duckdb_get_type_id(logical.back()));
  }
  duckdb_data_chunk chunk = duckdb_create_data_chunk(logical.data(), logical.size());
  for (duckdb_logical_type& type : logical) {
    duckdb_destroy_logical_type(&type);
  }
  return chunk;
}

template <class T>
void store(duckdb_vector vector, idx_t index, T value) {
  static_cast<T*>(duckdb_vector_get_data(vector))[index] = value;
}

}  // namespace

Appender::Appender(Connection& connection, const std::string& table) : table_(table) {
  const std::size_t dot = table.find('.');
  const std::string schema = dot == std::string::npos ? "main" : table.substr(0, dot);
  const std::string name = dot == std::string::npos ? table : table.substr(dot + 1);
  if (duckdb_appender_create(connection.handle(), schema.c_str(), name.c_str(), &appender_) ==
      DuckDBError) {
    const std::string message = duckdb_appender_error(appender_);
    duckdb_appender_destroy(&appender_);
    throw Error(fmt::format("cannot append to {}: {}", table, message));
  }
  chunk_ = chunk_like(appender_, types_);
  vectors_.resize(types_.size());
  for (idx_t c = 0; c < types_.size(); ++c) {
    vectors_[c] = duckdb_data_chunk_get_vector(chunk_, c);
  }
}

Appender::~Appender() {
  duckdb_destroy_data_chunk(&chunk_);
  duckdb_appender_destroy(&appender_);
}

void Appender::begin(std::size_t values) {
  if (values != types_.size()) {
    throw Error(fmt::format("{} has {} columns, not {}", table_, types_.size(), values));
  }
}

void Appender::end() {
  if (++size_ == duckdb_vector_size()) {
    flush();
  }
}

void Appender::flush() {
  if (size_ == 0) {
    return;
  }
  duckdb_data_chunk_set_size(chunk_, size_);
  if (duckdb_append_data_chunk(appender_, chunk_) == DuckDBError) {
    throw Error(fmt::format("cannot append to {}: {}", table_, duckdb_appender_error(appender_)));
  }
  duckdb_data_chunk_reset(chunk_);
  for (idx_t c = 0; c < types_.size(); ++c) {
    vectors_[c] = duckdb_data_chunk_get_vector(chunk_, c);
  }
  size_ = 0;
}

void Appender::close() {
  flush();
  if (duckdb_appender_close(appender_) == DuckDBError) {
    throw Error(fmt::format("cannot append to {}: {}", table_, duckdb_appender_error(appender_)));
  }
}

void Appender::put_null(idx_t column) {
  duckdb_vector_ensure_validity_writable(vectors_[column]);
  duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vectors_[column]), size_);
}

void Appender::put_integer(idx_t column, std::int64_t value) {
  switch (types_[column]) {
    case DUCKDB_TYPE_BIGINT:
      return store(vectors_[column], size_, value);
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_DATE:  // days since 1970-01-01
      return store(vectors_[column], size_, static_cast<std::int32_t>(value));
    case DUCKDB_TYPE_BOOLEAN:
      return store(vectors_[column], size_, value != 0);
    case DUCKDB_TYPE_DOUBLE:
      return store(vectors_[column], size_, static_cast<double>(value));
    default:
      throw Error(fmt::format("column {} of {} does not take an integer", column, table_));
  }
}

void Appender::put_number(idx_t column, double value) {
  if (types_[column] != DUCKDB_TYPE_DOUBLE) {
    throw Error(fmt::format("column {} of {} does not take a number", column, table_));
  }
  store(vectors_[column], size_, value);
}

void Appender::put_text(idx_t column, std::string_view value) {
  if (types_[column] != DUCKDB_TYPE_VARCHAR) {
    throw Error(fmt::format("column {} of {} does not take a text", column, table_));
  }
  duckdb_vector_assign_string_element_len(vectors_[column], size_, value.data(), value.size());
}

}  // namespace headwater
