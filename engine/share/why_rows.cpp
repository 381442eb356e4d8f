#include "share/why_rows.h"

#include <fmt/format.h>

#include "share/sql.h"

namespace headwater {
namespace {

constexpr int rows_told = 50;

/// Purchases behind the figure as (purchase_id, weight): how much of the purchase counts for it.
constexpr const char* placed_there = R"(
    SELECT p.purchase_id, max(s.weight * o.weight) AS weight
    FROM (SELECT country, sector, max(weight) AS weight FROM origins WHERE region = ? GROUP BY country, sector) o
    JOIN wording_sectors s USING (sector) JOIN purchase_wordings w USING (wording_id)
    JOIN placed_purchases p ON p.purchase_id = w.purchase_id AND p.place = o.country
    GROUP BY p.purchase_id)";

std::string chosen(const WhyTarget& target) {
  switch (target.kind) {
    case WhyTarget::Kind::ledger:
      return "SELECT purchase_id, 1.0 AS weight FROM purchases WHERE ? IS NOT NULL";
    case WhyTarget::Kind::supplier:
      return "SELECT purchase_id, 1.0 AS weight FROM purchase_entities WHERE entity_id = ?";
    case WhyTarget::Kind::sector:
      return "SELECT purchase_id, weight FROM wording_sectors JOIN purchase_wordings USING "
             "(wording_id) "
             "WHERE sector = ?";
    case WhyTarget::Kind::country:
      return placed_there;
  }
  return "";
}

Json row_json(const Row& row) {
  return {{"file", string_at(row, 0)},        {"row", or_null(row.integer(1))},
          {"description", string_at(row, 2)}, {"amount", or_null(row.number(3))},
          {"currency", string_at(row, 4)},    {"date", string_at(row, 5)},
          {"notice", string_at(row, 6)}};
}

}  // namespace

Json source_rows(Connection& connection, const WhyTarget& target) {
  const std::string query = chosen(target);
  Json rows = Json::array();
  Rows found = connection.query(
      fmt::format(
          "SELECT i.name, p.\"row\", p.description, p.amount, p.currency, CAST(p.date AS VARCHAR), "
          "p.source "
          "FROM ({}) c JOIN purchases p USING (purchase_id) LEFT JOIN inputs i USING (input_id) "
          "ORDER BY c.weight * abs(p.base_usd) DESC NULLS LAST, p.purchase_id LIMIT {}",
          query, rows_told),
      {target.key});
  while (found.next()) {
    rows.push_back(row_json(found.row()));
  }
  const auto all =
      connection.integer(fmt::format("SELECT count(*) FROM ({})", query), {target.key}).value_or(0);
  return {{"rows", rows}, {"rows_in_all", all}};
}

}  // namespace headwater
