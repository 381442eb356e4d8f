#include "ingest/table_bridge.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <sstream>

#include "base/error.h"
#include "base/text.h"
#include "reference/reference.h"

namespace headwater {
namespace {

constexpr std::size_t most_named = 5;

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> found;
  for (std::string word; stream >> word;) {
    found.push_back(word);
  }
  return found;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string text_at(const Row& row, std::size_t column) {
  return std::string(row.text(column).value_or(""));
}

/// Regions that are no country, and codes of countries that are not ISO's.
std::map<std::string, BridgedRegion> special_regions(Connection& connection,
                                                     const std::string& layout) {
  std::map<std::string, BridgedRegion> found;
  Rows rows = connection.query(
      "SELECT upper(code), region, kind, name, coalesce(members, ''), status, source FROM "
      "reference.table_regions WHERE layout = ?",
      {layout});
  while (rows.next()) {
    const Row& row = rows.row();
    found[text_at(row, 0)] = {text_at(row, 1),        text_at(row, 2), text_at(row, 3),
                              words(text_at(row, 4)), text_at(row, 5), text_at(row, 6)};
  }
  return found;
}

[[noreturn]] void throw_unknown(const PublishedTable& table, const char* what,
                                const std::set<std::string>& unknown, const char* advice) {
  std::vector<std::string> some(unknown.begin(), unknown.end());
  some.resize(std::min(some.size(), most_named));
  throw Error(fmt::format("{}: {} of the {} of this table {} not known: {}{}; {}", table.layout,
                          unknown.size(), what, unknown.size() == 1 ? "is" : "are",
                          fmt::join(some, ", "), unknown.size() > most_named ? ", …" : "", advice));
}

}  // namespace

TableBridge::TableBridge(Connection& connection, const PublishedTable& table, bool own_sectors) {
  read_regions(connection, table);
  read_members(connection);
  own_sectors ? keep_sectors(table) : read_sectors(connection, table);
  place_cells(table);
}

void TableBridge::read_regions(Connection& connection, const PublishedTable& table) {
  const auto special = special_regions(connection, table.layout);
  const CountryNames countries(connection);
  std::map<std::string, BridgedRegion> by_code;
  std::map<std::string, std::string> code_of;
  std::set<std::string> unknown;
  for (const PublishedCell& cell : table.cells) {
    if (code_of.contains(cell.region)) {
      continue;
    }
    const auto found = special.find(upper(cell.region));
    const auto iso3 = countries.iso3(cell.region);
    if (found == special.end() && !iso3) {
      unknown.insert(cell.region);
      continue;
    }
    BridgedRegion region =
        found != special.end() ? found->second : BridgedRegion{*iso3, "country", {}, {}, {}, {}};
    code_of[cell.region] = region.code;
    by_code.emplace(region.code, std::move(region));
  }
  if (!unknown.empty()) {
    throw_unknown(table, "regions", unknown,
                  "give another --layout, or add the code to data/table_regions.csv");
  }
  std::map<std::string, std::size_t> index;
  for (auto& [code, region] : by_code) {
    index[code] = regions_.size();
    regions_.push_back(std::move(region));
  }
  for (const auto& [published, code] : code_of) {
    region_places_[published] = index.at(code);
  }
}

/// A remainder has the countries that the table does not name: "*" is all of them.
void TableBridge::read_members(Connection& connection) {
  std::set<std::string> named;
  for (const BridgedRegion& region : regions_) {
    if (region.kind == "country") {
      named.insert(region.code);
    } else if (region.members != std::vector<std::string>{"*"}) {
      named.insert(region.members.begin(), region.members.end());
    }
  }
  std::set<std::string> known;
  Rows rows = connection.query(
      "SELECT iso3, name FROM reference.countries WHERE region IS NOT NULL ORDER BY iso3");
  std::map<std::string, std::string> names;
  while (rows.next()) {
    names[text_at(rows.row(), 0)] = text_at(rows.row(), 1);
  }
  for (BridgedRegion& region : regions_) {
    if (region.kind == "country") {
      region.name = region.name.empty() ? names[region.code] : region.name;
      region.status = "derived";
      region.source = region.source.empty() ? "ISO 3166-1, as the table names it" : region.source;
      continue;
    }
    if (region.members == std::vector<std::string>{"*"}) {
      region.members.clear();
      for (const auto& [iso3, name] : names) {
        if (!named.contains(iso3)) {
          region.members.push_back(iso3);
        }
      }
      continue;
    }
    std::erase_if(region.members, [&](const std::string& iso3) {
      return std::ranges::any_of(regions_, [&](const BridgedRegion& other) {
        return other.kind == "country" && other.code == iso3;
      });
    });
  }
}

void TableBridge::keep_sectors(const PublishedTable& table) {
  for (const PublishedCell& cell : table.cells) {
    auto& places = sector_places_[cell.sector];
    if (places.empty() && !only_discrepancy(cell)) {
      places.emplace_back(sectors_.size(), 1.0);
      sectors_.push_back({cell.sector, cell.sector, cell.sector, false});
    }
  }
}

void TableBridge::read_sectors(Connection& connection, const PublishedTable& table) {
  std::map<std::string, std::size_t> index;
  Rows names = connection.query(
      "SELECT sector, name FROM reference.sectors ORDER BY length(sector), sector");
  while (names.next()) {
    index[text_at(names.row(), 0)] = sectors_.size();
    sectors_.push_back({text_at(names.row(), 0), text_at(names.row(), 1), {}, false});
  }
  // A word may stand for several codes (an industry and its product): they go the same way.
  std::map<std::string, std::map<std::string, double>> shares;
  Rows rows = connection.query(
      "SELECT code, coalesce(name, ''), sector, weight FROM reference.table_sectors WHERE layout = "
      "? ORDER BY code, sector",
      {table.layout});
  while (rows.next()) {
    for (const std::size_t column : {0, 1}) {
      const std::string word = fold_words(text_at(rows.row(), column));
      if (!word.empty()) {
        shares[word][text_at(rows.row(), 2)] = rows.row().number(3).value_or(0);
      }
    }
  }
  std::set<std::string> unknown;
  for (const PublishedCell& cell : table.cells) {
    auto& places = sector_places_[cell.sector];
    if (!places.empty() || only_discrepancy(cell)) {
      continue;
    }
    const auto found = shares.find(fold_words(cell.sector));
    if (found == shares.end()) {
      unknown.insert(cell.sector);
      continue;
    }
    for (const auto& [sector, share] : found->second) {
      BridgedSector& target = sectors_[index.at(sector)];
      target.published += (target.published.empty() ? "" : "; ") + cell.sector;
      target.split = target.split || found->second.size() > 1;
      places.emplace_back(index.at(sector), share);
    }
  }
  if (!unknown.empty()) {
    throw_unknown(table, "sectors", unknown,
                  "give another --layout, keep them with --sectors own, or add them to "
                  "data/table_sectors.csv");
  }
}

void TableBridge::place_cells(const PublishedTable& table) {
  for (const PublishedCell& cell : table.cells) {
    const std::size_t region = region_index(cell.region);
    discrepancy_.push_back(only_discrepancy(cell));
    std::vector<Part>& parts = parts_.emplace_back();
    if (discrepancy_.back()) {
      continue;
    }
    double given = 0;
    for (const auto& [sector, share] : sector_places_.at(cell.sector)) {
      parts.push_back({static_cast<std::uint32_t>(region * sectors_.size() + sector), share});
      given += share;
    }
    if (std::abs(given - 1) > 1e-6) {
      throw Error(fmt::format("data/table_sectors.csv: the weights of {} {} sum to {}",
                              table.layout, cell.sector, given));
    }
    parts.back().share += 1 - given;  // exactly the whole
  }
}

bool TableBridge::only_discrepancy(const PublishedCell& cell) const {
  return regions_[region_index(cell.region)].kind == "discrepancy";
}

std::size_t TableBridge::region_index(const std::string& published) const {
  return region_places_.find(published)->second;
}

PublishedCell TableBridge::cell(std::size_t cell) const {
  return {regions_[region_of(cell)].code, sectors_[cell % sectors_.size()].code};
}

std::span<const TableBridge::Part> TableBridge::parts(std::size_t published) const {
  return parts_[published];
}

std::string TableBridge::buyer(const std::string& published_region) const {
  const auto found = region_places_.find(published_region);
  if (found != region_places_.end()) {
    return regions_[found->second].code;
  }
  return published_region.empty() ? "ALL" : published_region;
}

}  // namespace headwater
