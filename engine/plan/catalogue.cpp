#include "plan/catalogue.h"

#include <cmath>

namespace headwater {
namespace {

std::vector<std::string> split_list(std::optional<std::string_view> text) {
  std::vector<std::string> parts;
  std::string_view rest = text.value_or("");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    parts.emplace_back(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return parts;
}

Measure measure_of(const Row& row) {
  Measure measure;
  measure.id = std::string(*row.text(0));
  measure.name = std::string(row.text(1).value_or(""));
  measure.factors = split_list(row.text(2));
  measure.requires_ = split_list(row.text(3));
  measure.scope = std::string(row.text(4).value_or(""));
  measure.evidence = std::string(row.text(5).value_or(""));
  measure.shared_cost = row.flag(6).value_or(false);
  measure.effect_low = row.number(7).value_or(0);
  measure.effect_high = row.number(8).value_or(0);
  measure.cost_usd = std::sqrt(row.number(9).value_or(0) * row.number(10).value_or(0));
  measure.sectors = split_list(row.text(11));
  measure.needs_listed_good = row.text(12) == "listed_good";
  return measure;
}

}  // namespace

std::vector<Measure> buyer_measures(Connection& connection) {
  std::vector<Measure> measures;
  Rows rows = connection.query(
      "SELECT m.id, m.measure, m.factors, m.requires, m.scope, m.evidence, m.shared_cost = 1, "
      "m.effect_low, "
      "m.effect_high, m.cost_low_usd, m.cost_high_usd, l.sectors, l.needs FROM reference.measures "
      "m LEFT "
      "JOIN reference.measure_limits l ON l.measure = m.id WHERE m.scope IN ('supplier', 'ledger') "
      "AND "
      "m.evidence <> 'X' ORDER BY CAST(substr(m.id, 2) AS INTEGER)");
  while (rows.next()) {
    measures.push_back(measure_of(rows.row()));
  }
  return measures;
}

CodeNames code_names(Connection& connection) {
  CodeNames names;
  Rows rows = connection.query(
      "SELECT sector, short_name FROM reference.sectors UNION ALL SELECT factor, lower(name) FROM "
      "reference.factors");
  while (rows.next()) {
    names.emplace(*rows.row().text(0), *rows.row().text(1));
  }
  return names;
}

Relevance factor_relevance(Connection& connection) {
  Relevance relevance;
  Rows rows =
      connection.query("SELECT factor, broad_sector, value FROM reference.factor_relevance");
  while (rows.next()) {
    const Row& row = rows.row();
    relevance[{std::string(*row.text(0)), std::string(*row.text(1))}] = row.number(2).value_or(0);
  }
  return relevance;
}

}  // namespace headwater
