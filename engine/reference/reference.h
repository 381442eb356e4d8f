#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/database.h"

namespace headwater {

/// Loads every table of the data folder into the schema `reference` (reference.countries, …), with
/// reference.tables(name, file, sha256, rows). Parquet tables (terms, flows) are read in place.
/// Throws Error where a table is missing or lacks a column.
void load_reference(Connection& connection, const std::filesystem::path& data);

/// A short name for the state of all tables: the first 12 digits of a hash over their hashes.
std::string reference_edition(Connection& connection);

/// Names of countries as people write them -> ISO alpha-3.
class CountryNames {
 public:
  explicit CountryNames(Connection& connection);
  /// nullopt where the name is not known; codes (alpha-2, alpha-3) are names too.
  std::optional<std::string> iso3(std::string_view written) const;
  /// The known spelling nearest to `written` (one edit away), for advice only.
  std::optional<std::string> nearest(std::string_view written) const;

 private:
  std::unordered_map<std::string, std::string> by_fold_;
};

/// Throws Error where this is no country's ISO alpha-3 code.
void require_country(Connection& connection, const std::string& iso3);

/// A scalar of data/assumptions.csv with its range. Throws Error for an unknown key.
struct Assumption {
  double value = 0;
  double low = 0;
  double high = 0;
  bool assumed = true;
  std::string source;
};
Assumption assumption(Connection& connection, std::string_view key);

}  // namespace headwater
