#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "share/digest.h"
#include "share/sql.h"

namespace headwater {
namespace {

constexpr int listed_shown = 12;

std::set<std::string> synthetic_regions(Connection& connection) {
  std::set<std::string> regions;
  Rows rows = connection.query("SELECT DISTINCT region FROM cells WHERE kind = 'synthetic'");
  while (rows.next()) {
    regions.insert(string_at(rows.row(), 0));
  }
  return regions;
}

std::vector<RiskRow> read_scope(Connection& connection, const std::string& scope) {
  std::vector<RiskRow> result;
  Rows rows = connection.query(
      fmt::format("SELECT r.key, r.key2, r.spend_usd, r.cases, coalesce(r.cases_low, r.cases), "
                  "coalesce(r.cases_high, r.cases), r.share, r.proxy_share, r.stability, r.rank, "
                  "r.rank_low, "
                  "r.rank_high, coalesce(r.abstains, false) FROM risk r WHERE r.scope = ? AND "
                  "r.cases IS NOT NULL AND {} "
                  "ORDER BY r.cases DESC, r.key, r.key2",
                  speaks_of_no_supplier()),
      {scope});
  while (rows.next()) {
    const Row& row = rows.row();
    RiskRow risk;
    risk.key = string_at(row, 0);
    risk.key2 = string_at(row, 1);
    risk.spend_usd = row.number(2);
    risk.cases = {row.number(3).value_or(0), row.number(4).value_or(0), row.number(5).value_or(0)};
    risk.share = row.number(6);
    risk.proxy_share = row.number(7);
    risk.stability = row.number(8);
    risk.rank = row.integer(9);
    risk.rank_low = row.integer(10);
    risk.rank_high = row.integer(11);
    risk.abstains = row.flag(12).value_or(false);
    result.push_back(std::move(risk));
  }
  return result;
}

std::set<std::string> places_kept_back(Connection& connection) {
  std::set<std::string> places;
  Rows rows = connection.query(
      fmt::format("SELECT DISTINCT key FROM risk WHERE scope = 'origin_region' AND NOT ({})",
                  told_place("key", "''")));
  while (rows.next()) {
    places.insert(string_at(rows.row(), 0));
  }
  return places;
}

std::vector<RiskRow> countries(Connection& connection, const std::string& scope, const Names& names,
                               const std::set<std::string>& synthetic) {
  std::vector<RiskRow> rows = read_scope(connection, scope);
  for (RiskRow& row : rows) {
    row.name = names.country(row.key);
    row.synthetic = synthetic.contains(row.key);
  }
  return rows;
}

std::vector<RiskRow> sectors(Connection& connection, const std::string& scope, const Names& names) {
  std::vector<RiskRow> rows = read_scope(connection, scope);
  for (RiskRow& row : rows) {
    row.name = names.sector(row.key);
  }
  return rows;
}

std::vector<CellCases> read_cells(Connection& connection, const Names& names) {
  std::vector<CellCases> cells;
  Rows rows = connection.query(
      "SELECT region, sector, cases, kind = 'synthetic' FROM cells WHERE cases <> 0 ORDER BY cell");
  while (rows.next()) {
    const Row& row = rows.row();
    const std::string region = string_at(row, 0);
    cells.push_back({region, string_at(row, 1), names.part_of_world(region),
                     row.number(2).value_or(0), row.flag(3).value_or(false)});
  }
  return cells;
}

/// Tiers as traced, with the intervals of the score where it gives them.
std::vector<TierRow> read_tiers(Connection& connection) {
  std::vector<TierRow> tiers;
  Rows rows = connection.query(
      "SELECT t.tier, t.cases, t.share, coalesce(r.cases_low, t.cases), coalesce(r.cases_high, "
      "t.cases), t.spend_musd, t.disclosed_musd, t.unknown_musd "
      "FROM tiers t LEFT JOIN risk r ON r.scope = 'tier' AND r.key = CAST(t.tier AS VARCHAR) "
      "ORDER BY t.tier");
  while (rows.next()) {
    const Row& row = rows.row();
    const double cases = row.number(1).value_or(0);
    tiers.push_back({row.integer(0).value_or(0),
                     {cases, row.number(3).value_or(cases), row.number(4).value_or(cases)},
                     row.number(2).value_or(0),
                     false,
                     row.number(5).value_or(0),
                     row.number(6).value_or(0),
                     row.number(7).value_or(0)});
  }
  if (!tiers.empty()) {
    tiers.back().rest = true;
  }
  return tiers;
}

void read_steps(Connection& connection, const Names& names, const std::set<std::string>& synthetic,
                std::vector<PathRow>& paths) {
  Rows rows =
      connection.query("SELECT path_rank, region, sector FROM path_steps ORDER BY path_rank, step");
  auto path = paths.begin();
  while (rows.next()) {
    const std::int64_t rank = rows.row().integer(0).value_or(0);
    path = std::find_if(path, paths.end(), [rank](const PathRow& p) { return p.rank >= rank; });
    if (path == paths.end()) {
      return;
    }
    const std::string region = string_at(rows.row(), 1);
    const std::string sector = string_at(rows.row(), 2);
    if (path->rank == rank) {
      path->steps.push_back({region, names.country(region), sector, names.sector(sector),
                             synthetic.contains(region)});
    }
  }
}

std::vector<PathRow> read_paths(Connection& connection, const Names& names,
                                const std::set<std::string>& synthetic) {
  std::vector<PathRow> paths;
  Rows rows =
      connection.query("SELECT path_rank, cases, share, synthetic FROM paths WHERE path_rank IN (" +
                       told_paths() + ") ORDER BY path_rank");
  while (rows.next()) {
    const Row& row = rows.row();
    paths.push_back({row.integer(0).value_or(0),
                     row.number(1).value_or(0),
                     row.number(2).value_or(0),
                     row.flag(3).value_or(false),
                     {}});
  }
  read_steps(connection, names, synthetic, paths);
  std::erase_if(paths, [](const PathRow& path) { return path.steps.empty(); });
  return paths;
}

/// What concerns forced labour first; goods of one country and sector with the same record
/// together.
std::vector<ListedFact> read_listed(Connection& connection, const Names& names) {
  std::vector<ListedFact> facts;
  Rows rows = connection.query(fmt::format(
      "SELECT region, sector, string_agg(nullif(good, ''), ', ' ORDER BY good), what, min(source), "
      "max(spend_usd) AS spend FROM listed_facts GROUP BY region, sector, what ORDER BY "
      "contains(what, 'forced') OR starts_with(what, 'state-imposed') DESC, spend DESC NULLS LAST, "
      "region, sector, what LIMIT {}",
      listed_shown));
  while (rows.next()) {
    const Row& row = rows.row();
    const std::string sector = string_at(row, 1);
    facts.push_back({names.country(string_at(row, 0)),
                     sector == "*" ? "All sectors" : names.sector(sector), string_at(row, 2),
                     string_at(row, 3), string_at(row, 4), row.number(5).value_or(0)});
  }
  return facts;
}

std::vector<EnsembleMember> read_ensemble(Connection& connection) {
  std::vector<EnsembleMember> variants;
  Rows rows = connection.query(
      "SELECT variant, description, cases, rank_correlation, top20_common FROM ensemble "
      "ORDER BY variant <> 'base', variant");
  while (rows.next()) {
    const Row& row = rows.row();
    variants.push_back({string_at(row, 0), string_at(row, 1), row.number(2).value_or(0),
                        row.number(3), row.integer(4)});
  }
  return variants;
}

}  // namespace

void read_risk(Connection& connection, Digest& digest) {
  const auto synthetic = synthetic_regions(connection);
  const std::vector<RiskRow> ledger = read_scope(connection, "ledger");
  if (!ledger.empty()) {
    digest.total = ledger.front();
  }
  digest.origins = countries(connection, "origin_region", digest.names, synthetic);
  digest.kept_back = places_kept_back(connection);
  digest.bought_countries = countries(connection, "bought_country", digest.names, {});
  digest.origin_sectors = sectors(connection, "origin_sector", digest.names);
  digest.bought_sectors = sectors(connection, "bought_sector", digest.names);
  digest.cells = read_cells(connection, digest.names);
  digest.tiers = read_tiers(connection);
  digest.paths = read_paths(connection, digest.names, synthetic);
  digest.listed = read_listed(connection, digest.names);
  digest.listed_count = connection.integer("SELECT count(*) FROM listed_facts").value_or(0);
  digest.ensemble = read_ensemble(connection);
}

}  // namespace headwater
