#include "share/digest.h"

#include <algorithm>

#include "share/sql.h"

namespace headwater {
namespace {

std::map<std::string, std::string> pairs(Connection& connection, const std::string& query) {
  std::map<std::string, std::string> result;
  Rows rows = connection.query(query);
  while (rows.next()) {
    result.emplace(string_at(rows.row(), 0), string_at(rows.row(), 1));
  }
  return result;
}

std::string found(const std::map<std::string, std::string>& names, const std::string& key) {
  const auto entry = names.find(key);
  return entry == names.end() ? key : entry->second;
}

Names read_names(Connection& connection) {
  // "Congo, Republic of the" reads as two countries in a list.
  constexpr const char* countries =
      R"(SELECT iso3, regexp_replace(name, '^(.+), (.+ of( the)?)$', '\2 \1') FROM reference.countries
         UNION ALL (SELECT region, min(name) FROM reference.table_regions
                    WHERE kind IN ('remainder', 'former') GROUP BY region ORDER BY region))";
  return {.countries = pairs(connection, countries),
          .parts_of_world = pairs(connection, "SELECT iso3, region FROM reference.countries"),
          .sectors = pairs(connection, "SELECT sector, short_name FROM reference.sectors")};
}

std::vector<CoverageItem> read_coverage(Connection& connection) {
  std::vector<CoverageItem> items;
  Rows rows =
      connection.query("SELECT item, note, share, usd, lines FROM coverage ORDER BY item, note");
  while (rows.next()) {
    const Row& row = rows.row();
    items.push_back(
        {string_at(row, 0), string_at(row, 1), row.number(2), row.number(3), row.integer(4)});
  }
  return items;
}

/// The first ledger's file name without its endings: what the reader calls it.
std::string title_of(const LedgerFacts& ledger) {
  const auto first = std::ranges::find(ledger.files, "ledger", &InputFile::role);
  if (first == ledger.files.end()) {
    return "Ledger";
  }
  std::string title = first->name.substr(0, first->name.find('.', 1));
  std::ranges::replace(title, '_', ' ');
  const auto others = std::ranges::count(ledger.files, "ledger", &InputFile::role) - 1;
  return others > 0 ? title + " and " + counted(others, "other ledger", "other ledgers") : title;
}

/// Share of the exposure that arises in cells split from the rest of the world by proxies.
std::optional<double> synthetic_share(const std::vector<CellCases>& cells) {
  double all = 0;
  double synthetic = 0;
  for (const CellCases& cell : cells) {
    all += cell.cases;
    synthetic += cell.synthetic ? cell.cases : 0;
  }
  return all > 0 ? std::optional(synthetic / all) : std::nullopt;
}

}  // namespace

std::string Names::country(const std::string& iso3) const {
  return iso3.empty() || iso3 == "UNK" ? "Origin unknown" : found(countries, iso3);
}

std::string Names::sector(const std::string& code) const { return found(sectors, code); }

std::string Names::part_of_world(const std::string& iso3) const {
  const auto entry = parts_of_world.find(iso3);
  return entry == parts_of_world.end() || entry->second.empty() ? "Other" : entry->second;
}

Digest read_digest(Connection& connection, const DigestOptions& options) {
  count_bought_suppliers(connection);
  Digest digest;
  digest.name_suppliers = options.name_suppliers;
  digest.meta = pairs(connection, "SELECT key, value FROM meta");
  digest.names = read_names(connection);
  digest.ledger = read_ledger(connection);
  digest.title = options.title.empty() ? title_of(digest.ledger) : options.title;
  digest.coverage = read_coverage(connection);
  read_grounds(connection, digest);
  digest.trace_totals = read_totals(connection, "trace_totals");
  read_risk(connection, digest);
  digest.how_sure = read_how_sure(connection);
  digest.how_sure.assumed = digest.total ? digest.total->proxy_share : std::nullopt;
  digest.how_sure.synthetic = synthetic_share(digest.cells);
  digest.suppliers = read_suppliers(connection, digest.names, options.name_suppliers);
  digest.plan = read_plan(connection, options.name_suppliers);
  return digest;
}

}  // namespace headwater
