#include "reference/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/error.h"
#include "base/file_hash.h"
#include "base/text.h"

namespace headwater {
namespace {

/// What the engine asks of the data folder: each table with the columns it must have.
const std::map<std::string, std::vector<std::string>>& required_columns() {
  static const std::map<std::string, std::vector<std::string>> columns = {
      {"assumptions", {"key", "value", "low", "high", "status", "source"}},
      {"concordance", {"scheme", "prefix", "sector", "share"}},
      {"countries", {"iso3", "iso2", "name", "region"}},
      {"country_aliases", {"alias", "iso3"}},
      {"country_borders", {"iso3", "neighbour"}},
      {"country_geography", {"iso3", "latitude", "longitude"}},
      {"country_indicators", {"iso3", "indicator", "year", "value"}},
      {"cpv_divisions", {"division", "name"}},
      {"deflators", {"iso3", "year", "index_2011"}},
      {"exchange_rates", {"currency", "year", "units_per_usd"}},
      {"factors", {"factor", "name"}},
      {"good_groups", {"precedence", "sector", "chapter_low", "chapter_high", "good_group"}},
      {"global_estimates", {"figure", "dimension", "value", "unit"}},
      {"labour_intensity", {"sector", "intensity"}},
      {"lenses", {"lens", "factor", "weight"}},
      {"list_identifiers", {"label"}},
      {"listed_goods", {"edition", "good", "iso3", "sector"}},
      {"margins", {"sector", "trade_margin", "transport_margin", "tax_share"}},
      {"measures", {"id", "measure", "factors", "requires"}},
      {"modifiers", {"modifier", "level", "multiplier"}},
      {"sector_shares", {"broad_sector", "cases_million", "sectors"}},
      {"sectors", {"sector", "name", "short_name", "broad_sector", "kind"}},
      {"state_imposed", {"iso3", "sector", "good", "regime"}},
      {"table_regions", {"layout", "code", "region", "kind", "name", "members"}},
      {"table_sectors", {"layout", "code", "name", "sector", "weight"}},
      {"tied_visa", {"iso3", "regime", "law"}},
      {"tip_tiers", {"iso3", "year", "tier"}},
      {"unspsc_segments", {"title", "cpv_division", "weight"}},
      {"work_conditions", {"iso3", "indicator", "year", "value"}},
  };
  return columns;
}

/// Columns that hold numbers wherever they occur; all others are read as text.
constexpr std::array number_columns = {"value",
                                       "low",
                                       "high",
                                       "share",
                                       "weight",
                                       "intensity",
                                       "multiplier",
                                       "units_per_usd",
                                       "index_2011",
                                       "cases_million",
                                       "effect_low",
                                       "effect_high",
                                       "cost_low_usd",
                                       "cost_high_usd",
                                       "trade_margin",
                                       "transport_margin",
                                       "tax_share",
                                       "share_of_migrants_low",
                                       "share_of_migrants_high"};
constexpr std::array integer_columns = {
    "year", "edition", "child_labour", "forced_labour", "forced_child_labour", "shared_cost"};

std::string column_type(const std::string& name) {
  if (std::ranges::find(number_columns, name) != number_columns.end()) {
    return "DOUBLE";
  }
  return std::ranges::find(integer_columns, name) != integer_columns.end() ? "INTEGER" : "VARCHAR";
}

std::vector<std::string> header_of(Connection& connection, const std::string& file) {
  Rows rows =
      connection.query(fmt::format("SELECT * FROM read_csv({}, header = true, all_varchar = true, "
                                   "delim = ',', quote = '\"', sample_size = 1) LIMIT 0",
                                   sql_text(file)));
  return rows.names();
}

void check_columns(const std::string& table, const std::vector<std::string>& header) {
  for (const std::string& column : required_columns().at(table)) {
    if (std::ranges::find(header, column) == header.end()) {
      throw Error(fmt::format("data/{}.csv: the column {} is missing", table, column));
    }
  }
}

void load_table(Connection& connection, const std::filesystem::path& file) {
  const std::string table = file.stem().string();
  const std::vector<std::string> header = header_of(connection, file.string());
  if (required_columns().contains(table)) {
    check_columns(table, header);
  }
  std::string types;
  for (const std::string& column : header) {
    types +=
        fmt::format("{}{}: '{}'", types.empty() ? "" : ", ", sql_text(column), column_type(column));
  }
  connection.run(fmt::format(
      "CREATE OR REPLACE TABLE reference.{} AS SELECT * FROM read_csv({}, header = true, "
      "auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', columns = "
      "{{{}}})",
      sql_name(table), sql_text(file.string()), types));
  connection.run(
      fmt::format("INSERT INTO reference.tables SELECT ?, ?, ?, count(*) FROM reference.{}",
                  sql_name(table)),
      {table, file.filename().string(), sha256_of_file(file)});
}

std::vector<std::filesystem::path> tables_in(const std::filesystem::path& data) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(data)) {
    if (entry.path().extension() == ".csv") {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

/// Undone unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {
    connection_.run("BEGIN TRANSACTION");
  }
  Transaction(const Transaction&) = delete;
  ~Transaction() {
    if (open_) {
      duckdb_result ignored;
      duckdb_query(connection_.handle(), "ROLLBACK", &ignored);
      duckdb_destroy_result(&ignored);
    }
  }
  void commit() {
    connection_.run("COMMIT");
    open_ = false;
  }

 private:
  Connection& connection_;
  bool open_ = true;
};

void check_complete(const std::filesystem::path& data) {
  for (const auto& [table, columns] : required_columns()) {
    if (!std::filesystem::exists(data / (table + ".csv"))) {
      throw Error(
          fmt::format("{}: the reference table {}.csv is missing; give the folder with --data",
                      data.string(), table));
    }
  }
}

}  // namespace

void load_reference(Connection& connection, const std::filesystem::path& data) {
  check_complete(data);
  Transaction at_once(connection);  // each table by itself would wait for the disk
  connection.run(
      "CREATE SCHEMA IF NOT EXISTS reference; "
      "CREATE OR REPLACE TABLE reference.tables (name TEXT, file TEXT, sha256 TEXT, rows BIGINT)");
  for (const std::filesystem::path& file : tables_in(data)) {
    load_table(connection, file);
  }
  at_once.commit();
}

std::string reference_edition(Connection& connection) {
  return connection
      .text(
          "SELECT left(sha256(string_agg(name || sha256, ',' ORDER BY name)), 12) FROM "
          "reference.tables")
      .value_or("none");
}

void require_country(Connection& connection, const std::string& iso3) {
  if (!connection.text("SELECT iso3 FROM reference.countries WHERE iso3 = ?", {iso3})) {
    throw Error(fmt::format("'{}' is no country's code", iso3));
  }
}

CountryNames::CountryNames(Connection& connection) {
  Rows rows = connection.query(
      "SELECT alias, iso3 FROM reference.country_aliases UNION ALL SELECT name, iso3 FROM "
      "reference.countries UNION ALL SELECT iso2, iso3 FROM reference.countries UNION ALL "
      "SELECT iso3, iso3 FROM reference.countries");
  while (rows.next()) {
    if (rows.row().is_null(0) || rows.row().is_null(1)) {
      continue;
    }
    by_fold_.emplace(fold_words(*rows.row().text(0)), std::string(*rows.row().text(1)));
  }
}

std::optional<std::string> CountryNames::iso3(std::string_view written) const {
  const auto found = by_fold_.find(fold_words(written));
  return found == by_fold_.end() ? std::nullopt : std::optional(found->second);
}

namespace {

/// Whether one edit (insert, delete, replace, swap) turns one text into the other.
bool one_edit_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) {
    std::swap(a, b);
  }
  if (b.size() - a.size() > 1) {
    return false;
  }
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) {
    ++i;
  }
  if (a.size() < b.size()) {
    return a.substr(i) == b.substr(i + 1);
  }
  const bool replaced = i < a.size() && a.substr(i + 1) == b.substr(i + 1);
  const bool swapped = i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] &&
                       a.substr(i + 2) == b.substr(i + 2);
  return replaced || swapped;
}

}  // namespace

std::optional<std::string> CountryNames::nearest(std::string_view written) const {
  const std::string folded = fold_words(written);
  if (folded.size() < 5) {
    return std::nullopt;
  }
  std::optional<std::string> best;
  for (const auto& [name, iso3] : by_fold_) {
    if (one_edit_apart(folded, name) && (!best || name < *best)) {
      best = name;
    }
  }
  return best;
}

Assumption assumption(Connection& connection, std::string_view key) {
  Rows rows = connection.query(
      "SELECT value, coalesce(low, value), coalesce(high, value), status <> 'sourced', source FROM "
      "reference.assumptions WHERE key = ?",
      {std::string(key)});
  if (!rows.next()) {
    throw Error(fmt::format("data/assumptions.csv: the key {} is missing", key));
  }
  const Row& row = rows.row();
  return {row.number(0).value_or(0), row.number(1).value_or(0), row.number(2).value_or(0),
          row.flag(3).value_or(true), std::string(row.text(4).value_or(""))};
}

}  // namespace headwater
