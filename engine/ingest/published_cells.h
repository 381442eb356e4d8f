#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/published_table.h"

namespace headwater {

/// Places of the cells of a table, found by name.
class CellPlaces {
 public:
  /// Throws Error where one is named twice. `where` is the file that names them.
  CellPlaces(std::span<const PublishedCell> cells, const std::string& where);
  /// npos where there is no such cell.
  std::size_t find(std::string_view region, std::string_view sector) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  std::unordered_map<std::string, std::size_t> places_;
};

/// Takes note of which rows came, and throws Error, naming the first, where some did not.
class RowsSeen {
 public:
  RowsSeen(std::span<const PublishedCell> cells, std::string where);
  /// Throws Error for a row that came before.
  void see(std::size_t cell);
  void require_all() const;

 private:
  std::span<const PublishedCell> cells_;
  std::string where_;
  std::vector<bool> seen_;
};

/// The year that the name of a file holds: the last number of four digits from 1960 to 2100.
std::optional<int> year_in(std::string_view name);

/// Splits "AUS_C10T12" at its first underscore; no region where there is none.
PublishedCell split_label(std::string_view label);

/// Throws Error where the files hold more than one table that would do.
void require_one(const TableFiles& files, const std::vector<std::string>& found);

/// For messages: "AUS C10T12".
std::string named(const PublishedCell& cell);

}  // namespace headwater
