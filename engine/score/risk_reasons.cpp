#include "score/risk_reasons.h"

#include <fmt/format.h>

#include <map>

#include "base/appender.h"
#include "reference/country_modifiers.h"
#include "reference/reference.h"

namespace headwater {
namespace {

/// Adds reasons, numbered within each figure.
class Reasons {
 public:
  explicit Reasons(Connection& connection) : rows_(connection, "risk_reasons") {}

  void add(const std::string& scope, const std::string& key, const std::string& key2,
           const std::string& what, std::optional<double> effect, const std::string& source,
           bool assumed) {
    rows_.row(scope, key, key2, ++numbers_[scope + "|" + key + "|" + key2], what, effect, source,
              assumed);
  }
  void close() { rows_.close(); }

 private:
  Appender rows_;
  std::map<std::string, std::int64_t> numbers_;
};

void add_ledger(Connection& connection, Reasons& reasons) {
  const Assumption share = assumption(connection, "score.cases.private_share");
  reasons.add(
      "ledger", "", "",
      fmt::format(
          "world and regional estimates of forced labour x {:.2f}: private economy, without "
          "commercial sexual exploitation",
          share.value),
      share.value, share.source, share.assumed);
  reasons.add("ledger", "", "",
              "spread over countries by workforce and modifiers, over sectors by labour intensity",
              std::nullopt, "modifiers.csv, labour_intensity.csv", true);
  reasons.add("ledger", "", "",
              "an expectation over whole economies, not a count of people found anywhere",
              std::nullopt, "docs/method.md", false);
}

void add_countries(Connection& connection, Reasons& reasons) {
  std::map<std::string, bool> shown;
  Rows rows = connection.query(
      "SELECT r.key, bool_or(coalesce(c.kind, '') = 'synthetic') FROM risk r LEFT JOIN cells c ON "
      "c.region = r.key "
      "WHERE r.scope = 'origin_region' GROUP BY r.key ORDER BY r.key");
  while (rows.next()) {
    shown[std::string(*rows.row().text(0))] = rows.row().flag(1).value_or(false);
  }
  for (const CountryModifier& m : country_modifiers(connection)) {
    if (shown.contains(m.iso3)) {
      reasons.add("origin_region", m.iso3, "", m.detail, m.multiplier,
                  fmt::format("modifiers.csv {} {}", m.modifier, m.level), true);
    }
  }
  for (const auto& [iso3, synthetic] : shown) {
    if (synthetic) {
      reasons.add(
          "origin_region", iso3, "",
          "not a country of the input-output database: split from the rest of the world by proxies",
          std::nullopt, "io/regions.csv", true);
    }
  }
}

void add_sectors(Connection& connection, Reasons& reasons) {
  Rows rows = connection.query(
      "SELECT s.sector, s.broad_sector, h.cases_million, h.source, l.intensity, l.source FROM "
      "reference.sectors s "
      "JOIN reference.sector_shares h USING (broad_sector) JOIN reference.labour_intensity l USING "
      "(sector) "
      "WHERE s.sector IN (SELECT key FROM risk WHERE scope = 'origin_sector') ORDER BY "
      "length(s.sector), s.sector");
  while (rows.next()) {
    const Row& row = rows.row();
    const std::string sector(*row.text(0));
    reasons.add(
        "origin_sector", sector, "",
        fmt::format("{}: {} million people worldwide", *row.text(1), row.number(2).value_or(0)),
        std::nullopt, std::string(row.text(3).value_or("")), false);
    reasons.add("origin_sector", sector, "",
                fmt::format("labour intensity {} times the mean of its broad sector",
                            row.number(4).value_or(1)),
                row.number(4), std::string(row.text(5).value_or("")), true);
  }
}

void add_cells(Connection& connection, Reasons& reasons) {
  Rows rows = connection.query(
      "SELECT r.key, r.key2, CASE WHEN f.good = '' THEN f.what ELSE f.good || ': ' || f.what END, "
      "f.source, "
      "starts_with(f.what, 'state-imposed') FROM risk r JOIN listed_facts f ON f.region = r.key "
      "AND f.sector = r.key2 "
      "WHERE r.scope = 'origin_cell' ORDER BY 1, 2, 3");
  while (rows.next()) {
    const Row& row = rows.row();
    const bool overlay = row.flag(4).value_or(false);
    reasons.add("origin_cell", std::string(*row.text(0)), std::string(*row.text(1)),
                std::string(*row.text(2)) + (overlay ? " (beside the score)" : ""), std::nullopt,
                std::string(row.text(3).value_or("")), overlay);
  }
}

}  // namespace

void write_risk_reasons(Connection& connection) {
  connection.run("DELETE FROM risk_reasons");
  Reasons reasons(connection);
  add_ledger(connection, reasons);
  add_countries(connection, reasons);
  add_sectors(connection, reasons);
  add_cells(connection, reasons);
  reasons.close();
}

}  // namespace headwater
