#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// What stands beside a table: regions.csv, sectors.csv and table.json, all optional.
struct TableNotes {
  std::map<std::string, std::string, std::less<>>
      kinds;  ///< by region; countries need not be named
  std::map<std::string, std::vector<std::string>, std::less<>> members;  ///< ISO alpha-3, by region
  std::optional<std::int64_t> year;                  ///< of an imported table: table.json
  std::set<std::string, std::less<>> split_sectors;  ///< parts of a broader one, by assumed shares

  std::string_view kind(std::string_view region) const {
    const auto found = kinds.find(region);
    return found == kinds.end() ? std::string_view("country") : std::string_view(found->second);
  }
};

TableNotes table_notes(Connection& connection, const std::filesystem::path& folder);

}  // namespace headwater
