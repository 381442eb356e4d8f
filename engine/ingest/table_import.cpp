#include "ingest/table_import.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/appender.h"
#include "base/error.h"
#include "ingest/published_table.h"
#include "ingest/table_bridge.h"
#include "ingest/table_checks.h"
#include "ingest/table_files.h"

namespace headwater {
namespace {

struct Rate {
  double units_per_usd = 1;
  std::string source = "the table is in US dollars";
};

/// The dated exchange rate of the reference tables.
Rate rate_of(Connection& connection, const PublishedTable& table) {
  if (table.currency == "USD") {
    return {};
  }
  Rows rows = connection.query(
      "SELECT units_per_usd, source FROM reference.exchange_rates WHERE currency = ? AND year = ?",
      {table.currency, static_cast<std::int64_t>(*table.year)});
  if (!rows.next()) {
    throw Error(
        fmt::format("data/exchange_rates.csv has no rate of {} for {}; the table cannot be "
                    "brought to US dollars",
                    table.currency, *table.year));
  }
  return {*rows.row().number(0), std::string(rows.row().text(1).value_or(""))};
}

void require_year(const PublishedTable& table, const TableFiles& files) {
  if (!table.year) {
    throw Error(fmt::format("{}: its year is not in the names of its files; give it with --year",
                            files.shown()));
  }
}

/// Cells that are kept: regions without any output have nothing to say (former states, mostly).
void name_cells(Connection& connection, const TableBridge& bridge, Problems& problems) {
  connection.run(
      "CREATE OR REPLACE TEMP TABLE cell_names (cell INTEGER, region TEXT, sector TEXT, position "
      "INTEGER)");
  std::vector<bool> makes(bridge.regions().size(), false);
  Rows outputs = connection.query("SELECT cell FROM bridged_output WHERE output > 0");
  while (outputs.next()) {
    makes[bridge.region_of(static_cast<std::size_t>(*outputs.row().integer(0)))] = true;
  }
  Appender names(connection, "cell_names");
  for (std::size_t i = 0; i < bridge.cell_count(); ++i) {
    if (makes[bridge.region_of(i)]) {
      const PublishedCell cell = bridge.cell(i);
      names.row(i, cell.region, cell.sector, i % bridge.sectors().size());
    }
  }
  names.close();
  for (std::size_t region = 0; region < makes.size(); ++region) {
    const BridgedRegion& empty = bridge.regions()[region];
    if (!makes[region] && empty.kind != "discrepancy") {
      problems.note({std::nullopt, "region", empty.code}, "the region has no output in this table",
                    "it was left out; its purchases are traced as of unknown address");
    }
  }
}

void write_regions(Connection& connection, const TableBridge& bridge) {
  connection.run(
      "CREATE OR REPLACE TEMP TABLE table_regions (region TEXT, kind TEXT, name TEXT, members "
      "TEXT, "
      "status TEXT, source TEXT)");
  Appender rows(connection, "table_regions");
  for (const BridgedRegion& region : bridge.regions()) {
    rows.row(region.code, region.kind, region.name,
             fmt::format("{}", fmt::join(region.members, " ")), region.status, region.source);
  }
  rows.close();
  connection.run("DELETE FROM table_regions WHERE region NOT IN (SELECT region FROM cell_names)");
}

void write_sectors(Connection& connection, const TableBridge& bridge) {
  connection.run(
      "CREATE OR REPLACE TEMP TABLE table_sectors (sector TEXT, name TEXT, kind TEXT, published "
      "TEXT, position INTEGER)");
  Appender rows(connection, "table_sectors");
  std::size_t position = 0;
  for (const BridgedSector& sector : bridge.sectors()) {
    rows.row(sector.code, sector.name,
             sector.split               ? "synthetic"
             : sector.published.empty() ? "absent"
                                        : "published",
             sector.published, position++);
  }
  rows.close();
}

/// In a fixed order, with names in place of numbers.
void write_tables(Connection& connection, const TableBridge& bridge) {
  connection.run(
      "CREATE OR REPLACE TEMP TABLE table_flows AS SELECT s.region AS from_region, s.sector AS "
      "from_sector, b.region AS to_region, b.sector AS to_sector, f.value FROM bridged_flows f "
      "JOIN "
      "cell_names s ON s.cell = f.seller JOIN cell_names b ON b.cell = f.buyer ORDER BY f.seller, "
      "f.buyer; "
      "CREATE OR REPLACE TEMP TABLE table_output AS SELECT n.region, n.sector, o.output FROM "
      "bridged_output o JOIN cell_names n USING (cell) ORDER BY cell; "
      "CREATE OR REPLACE TEMP TABLE table_demand AS SELECT n.region, n.sector, d.buyer AS "
      "to_region, "
      "d.category, sum(d.value ORDER BY d.value) AS value FROM bridged_demand d JOIN cell_names n "
      "ON "
      "n.cell = d.seller GROUP BY n.cell, n.region, n.sector, d.buyer, d.category ORDER BY n.cell, "
      "d.buyer, d.category");
  write_regions(connection, bridge);
  write_sectors(connection, bridge);
}

void tell_sectors(const TableBridge& bridge, Problems& problems) {
  std::vector<std::string> absent;
  std::vector<std::string> split;
  for (const BridgedSector& sector : bridge.sectors()) {
    if (sector.published.empty()) {
      absent.push_back(sector.code);
    } else if (sector.split) {
      split.push_back(sector.code);
    }
  }
  if (!absent.empty()) {
    problems.warning({std::nullopt, "sectors", fmt::format("{}", fmt::join(absent, " "))},
                     "no sector of the table stands for these",
                     "what is bought of them cannot be traced with this table");
  }
  if (!split.empty()) {
    problems.note({std::nullopt, "sectors", fmt::format("{}", fmt::join(split, " "))},
                  "parts of broader sectors of the table, split by assumed shares "
                  "(data/table_sectors.csv)",
                  "marked synthetic in sectors.csv; their interval is wider");
  }
}

/// A unit taken wrongly is off by a thousand: final demand is near the product of the countries.
TableCheck check_size(Connection& connection, int year, Problems& problems) {
  constexpr double far_off = 30;
  const double demand =
      connection.number("SELECT sum(value ORDER BY value) FROM table_demand").value_or(0);
  const double product =
      connection
          .number(
              "WITH named AS (SELECT region AS iso3 FROM table_regions UNION SELECT "
              "unnest(string_split(members, ' ')) FROM table_regions), gdp AS (SELECT iso3, "
              "arg_min(value, abs(year - ?)) AS usd FROM reference.country_indicators WHERE "
              "indicator = 'gdp_usd' GROUP BY iso3) SELECT sum(usd ORDER BY iso3) / 1e6 FROM gdp "
              "SEMI JOIN named USING (iso3)",
              {static_cast<std::int64_t>(year)})
          .value_or(0);
  TableCheck check{"size",
                   "final demand by the gross domestic product of its countries",
                   product > 0 ? demand / product : 0,
                   far_off,
                   true,
                   {}};
  check.passed = product <= 0 || (check.measured < far_off && check.measured > 1 / far_off);
  if (!check.passed) {
    problems.warning(
        {std::nullopt, "size", {}},
        fmt::format("final demand is {:.3g} times the gross domestic product of the "
                    "table's countries ({})",
                    check.measured, year),
        "the unit may be another than this layout's (docs/tables.md); check the files");
  }
  return check;
}

ReadTable summary(Connection& connection, const PublishedTable& table, const Rate& rate) {
  ReadTable read;
  read.layout = table.layout;
  read.edition = table.edition;
  read.year = *table.year;
  read.currency = table.currency;
  read.units_per_usd = rate.units_per_usd;
  read.rate_source = rate.source;
  read.files = table.files;
  const auto count = [&](const char* sql) {
    return static_cast<std::size_t>(connection.integer(sql).value_or(0));
  };
  read.regions = count("SELECT count(*) FROM table_regions");
  read.sectors = count("SELECT count(DISTINCT sector) FROM table_output");
  read.flows = count("SELECT count(*) FROM table_flows");
  read.output_musd =
      connection.number("SELECT sum(output ORDER BY output) FROM table_output").value_or(0);
  read.demand_musd =
      connection.number("SELECT sum(value ORDER BY value) FROM table_demand").value_or(0);
  read.flows_musd = connection.number("SELECT sum(sold ORDER BY sold) FROM cell_sums").value_or(0);
  return read;
}

}  // namespace

ReadTable read_table(Connection& connection, const TableRequest& request, Problems& problems,
                     const Progress& progress) {
  report(progress, "looking at the files", 0);
  const TableFiles files(request.path);
  const auto reader = open_published(connection, files, {request.layout, request.year});
  const PublishedTable& table = reader->table();
  require_year(table, files);
  const Rate rate = rate_of(connection, table);
  const TableBridge bridge(connection, table, request.own_sectors);
  BridgedTable bridged(connection, table, bridge, table.millions / rate.units_per_usd, problems);
  report(progress, fmt::format("reading {} cells", table.cells.size()), 0.1);
  reader->read(bridged);
  bridged.end_rows();
  report(progress, "checking", 0.7);
  const TableTolerance tolerance = table_tolerance(connection);
  std::vector<TableCheck> checks = check_rows(bridged, table, bridge, tolerance, problems);
  bridged.store();
  std::ranges::move(check_cells(connection, bridged, bridge, tolerance, problems),
                    std::back_inserter(checks));
  if (bridged.left_out() != 0) {
    problems.warning({std::nullopt, "discrepancy", {}},
                     fmt::format("the table files {:.6g} million USD as bought from a region that "
                                 "only holds what does not add up",
                                 bridged.left_out()),
                     "left out; what is sold to it became final demand (discrepancy)");
  }
  name_cells(connection, bridge, problems);
  write_tables(connection, bridge);
  checks.push_back(check_size(connection, *table.year, problems));
  if (!request.own_sectors) {
    tell_sectors(bridge, problems);
  }
  ReadTable read = summary(connection, table, rate);
  read.checks = std::move(checks);
  return read;
}

}  // namespace headwater
