#include <fmt/format.h>

#include <algorithm>

#include "share/digest.h"
#include "share/sql.h"

namespace headwater {
namespace {

constexpr int suppliers_shown = 25;
constexpr int abstained_shown = 8;

std::optional<Estimate> estimate_at(const Row& row, std::size_t column) {
  const auto value = row.number(column);
  if (!value) {
    return std::nullopt;
  }
  return Estimate{*value, row.number(column + 1).value_or(*value),
                  row.number(column + 2).value_or(*value)};
}

SupplierRow supplier_from(const Row& row, const Names& names) {
  SupplierRow supplier;
  supplier.id = string_at(row, 0);
  supplier.shown_name = string_at(row, 1);
  supplier.country_name = row.is_null(2) ? "country unknown" : names.country(string_at(row, 2));
  supplier.lines = row.integer(3).value_or(0);
  supplier.usd = row.number(4).value_or(0);
  supplier.rank = row.integer(5);
  supplier.rank_low = row.integer(6);
  supplier.rank_high = row.integer(7);
  supplier.index = estimate_at(row, 8);
  supplier.log_odds = estimate_at(row, 11);
  supplier.stability = row.number(14);
  supplier.proxy_share = row.number(15);
  supplier.country_signal = string_at(row, 16);
  supplier.sector_signal = string_at(row, 17);
  return supplier;
}

std::vector<SupplierRow> read_some(Connection& connection, const Names& names, bool name_suppliers,
                                   const std::string& which) {
  std::vector<SupplierRow> suppliers;
  Rows rows = connection.query(fmt::format(
      "SELECT s.entity_id, {}, e.country, e.lines, e.amount_usd, s.exposure_rank, s.rank_low, "
      "s.rank_high, "
      "s.exposure_index, s.index_low, s.index_high, s.log_odds, s.log_odds_low, s.log_odds_high, "
      "s.stability, s.proxy_share, s.country_signal, s.sector_signal FROM supplier_risk s "
      "JOIN entities e USING (entity_id) WHERE {}",
      shown_supplier(name_suppliers, "s.entity_id", "e.name"), which));
  while (rows.next()) {
    suppliers.push_back(supplier_from(rows.row(), names));
  }
  return suppliers;
}

void read_reasons(Connection& connection, bool name_suppliers, SupplierRow& supplier) {
  Rows rows = connection.query(
      fmt::format("SELECT {}, r.unit, r.source, r.effect, r.assumed FROM supplier_reasons r "
                  "WHERE r.entity_id = ? ORDER BY r.ord",
                  shown_words(name_suppliers, "r.what", "r.entity_id")),
      {supplier.id});
  while (rows.next()) {
    const Row& row = rows.row();
    supplier.reasons.push_back({string_at(row, 0), string_at(row, 1), string_at(row, 2),
                                row.number(3), row.flag(4).value_or(false)});
  }
}

void read_screening(Connection& connection, bool name_suppliers, SupplierRow& supplier) {
  Rows rows = connection.query(
      "SELECT s.list, s.decision, s.listed_name, s.probability, l.edition FROM screening s LEFT "
      "JOIN list_entries l USING (entry_id) WHERE s.entity_id = ? "
      "ORDER BY s.probability DESC NULLS LAST, s.list, s.listed_name, l.edition",
      {supplier.id});
  while (rows.next()) {
    const Row& row = rows.row();
    supplier.screening.push_back({string_at(row, 0), string_at(row, 1),
                                  name_suppliers ? string_at(row, 2) : "", string_at(row, 4),
                                  row.number(3)});
  }
}

constexpr const char* sells_query = R"(
    SELECT t.entity_id, max_by(t.sector, (t.cents, t.sector)) AS sector
    FROM (SELECT e.entity_id, s.sector,
        sum(CAST(round(s.weight * coalesce(abs(p.base_usd), 0) * 100) AS HUGEINT)) AS cents
      FROM purchase_entities e JOIN purchases p USING (purchase_id)
      JOIN purchase_wordings w USING (purchase_id) JOIN wording_sectors s USING (wording_id)
      WHERE e.entity_id IN ({}) GROUP BY ALL) t
    GROUP BY t.entity_id)";

/// What most of their spend buys, as a sector.
void read_sells(Connection& connection, const Names& names, std::vector<SupplierRow>& suppliers) {
  std::string ids;
  for (const SupplierRow& supplier : suppliers) {
    ids += (ids.empty() ? "" : ", ") + sql_text(supplier.id);
  }
  if (ids.empty()) {
    return;
  }
  Rows rows =
      connection.query(fmt::format("SELECT b.entity_id, b.sector, r.broad_sector FROM ({}) b LEFT "
                                   "JOIN reference.sectors r USING (sector)",
                                   fmt::format(fmt::runtime(sells_query), ids)));
  while (rows.next()) {
    const auto supplier = std::ranges::find(suppliers, string_at(rows.row(), 0), &SupplierRow::id);
    if (supplier != suppliers.end()) {
      supplier->sells = names.sector(string_at(rows.row(), 1));
      supplier->broad_sector = string_at(rows.row(), 2);
    }
  }
}

std::int64_t count_listed(Connection& connection, const std::string& decision) {
  return connection
      .integer(
          "SELECT count(*) FROM (SELECT entity_id, bool_or(decision = 'match') AS sure FROM "
          "screening "
          "GROUP BY entity_id) WHERE sure = (? = 'match')",
          {decision})
      .value_or(0);
}

}  // namespace

SupplierFacts read_suppliers(Connection& connection, const Names& names, bool name_suppliers) {
  SupplierFacts facts;
  const auto counted_where = [&connection](const std::string& condition) {
    return connection.integer("SELECT count(*) FROM supplier_risk WHERE " + condition).value_or(0);
  };
  facts.placed_count = counted_where("exposure_rank IS NOT NULL");
  facts.ranked_count = counted_where("NOT coalesce(abstains, false) AND exposure_rank IS NOT NULL");
  facts.abstained_count = counted_where("coalesce(abstains, false) OR exposure_rank IS NULL");
  facts.lists_screened =
      connection
          .integer(
              "SELECT count(DISTINCT CASE WHEN starts_with(format, 'ofac ') THEN 0 ELSE "
              "input_id END) FROM inputs WHERE role = 'list'")  // its three files are one list
          .value_or(0);
  facts.listed_match = count_listed(connection, "match");
  facts.listed_possible = count_listed(connection, "possible");
  facts.ranked =
      read_some(connection, names, name_suppliers,
                fmt::format("NOT coalesce(s.abstains, false) AND s.exposure_rank IS NOT NULL "
                            "ORDER BY s.exposure_rank, s.entity_id LIMIT {}",
                            suppliers_shown));
  facts.abstained =
      read_some(connection, names, name_suppliers,
                fmt::format("coalesce(s.abstains, false) OR s.exposure_rank IS NULL "
                            "ORDER BY e.amount_usd DESC NULLS LAST, s.entity_id LIMIT {}",
                            abstained_shown));
  for (SupplierRow& supplier : facts.ranked) {
    read_reasons(connection, name_suppliers, supplier);
    read_screening(connection, name_suppliers, supplier);
  }
  read_sells(connection, names, facts.ranked);
  read_sells(connection, names, facts.abstained);
  for (auto* rows : {&facts.ranked, &facts.abstained}) {
    for (SupplierRow& row : *rows) {
      row.screened = facts.lists_screened > 0;
    }
  }
  return facts;
}

}  // namespace headwater
