#include <fmt/format.h>

#include "share/digest.h"
#include "share/sql.h"

namespace headwater {
namespace {

constexpr int choices_shown = 25;

std::vector<PlanChoice> read_choices(Connection& connection, bool name_suppliers) {
  std::vector<PlanChoice> choices;
  const std::string on = name_suppliers ? "coalesce(e.name, c.node, 'the whole ledger')"
                                        : "coalesce(c.entity_id, c.node, 'the whole ledger')";
  Rows rows = connection.query(fmt::format(
      "SELECT c.measure, coalesce(m.measure, c.measure), {}, {}, c.cost_usd, c.stability "
      "FROM plan_choices c LEFT JOIN entities e USING (entity_id) LEFT JOIN reference.measures m "
      "ON m.id = c.measure ORDER BY c.benefit_rank, c.choice LIMIT {}",
      on, shown_words(name_suppliers, "c.reason", "c.entity_id"), choices_shown));
  while (rows.next()) {
    const Row& row = rows.row();
    choices.push_back({string_at(row, 0), string_at(row, 1), string_at(row, 2), string_at(row, 3),
                       row.number(4).value_or(0), row.number(5)});
  }
  return choices;
}

std::vector<PlanMeasure> read_measures(Connection& connection) {
  std::vector<PlanMeasure> measures;
  Rows rows = connection.query(
      "SELECT p.measure, coalesce(m.measure, p.measure), m.evidence, m.evidence_note, p.choices, "
      "p.cost_usd, p.reduction, p.reduction_low, p.reduction_high FROM plan_measures p LEFT JOIN "
      "reference.measures m ON m.id = p.measure ORDER BY p.reduction DESC NULLS LAST, p.measure");
  while (rows.next()) {
    const Row& row = rows.row();
    PlanMeasure measure{string_at(row, 0), string_at(row, 1),          string_at(row, 2),
                        string_at(row, 3), row.integer(4).value_or(0), row.number(5).value_or(0),
                        std::nullopt};
    if (const auto value = row.number(6)) {
      measure.reduction =
          Estimate{*value, row.number(7).value_or(*value), row.number(8).value_or(*value)};
    }
    measures.push_back(std::move(measure));
  }
  return measures;
}

std::vector<CurvePoint> read_curve(Connection& connection) {
  std::vector<CurvePoint> points;
  Rows rows = connection.query(
      "SELECT budget_usd, reduction, reduction_low, reduction_high, gap FROM plan_curve "
      "WHERE reduction IS NOT NULL ORDER BY budget_usd");
  while (rows.next()) {
    const Row& row = rows.row();
    const double value = row.number(1).value_or(0);
    points.push_back({row.number(0).value_or(0),
                      {value, row.number(2).value_or(value), row.number(3).value_or(value)},
                      row.number(4)});
  }
  return points;
}

}  // namespace

std::map<std::string, Noted> read_totals(Connection& connection, const std::string& table) {
  std::map<std::string, Noted> totals;
  Rows rows = connection.query(fmt::format("SELECT key, value, note FROM {} ORDER BY key", table));
  while (rows.next()) {
    totals[string_at(rows.row(), 0)] = {rows.row().number(1), string_at(rows.row(), 2)};
  }
  return totals;
}

PlanFacts read_plan(Connection& connection, bool name_suppliers) {
  PlanFacts plan;
  plan.choices = read_choices(connection, name_suppliers);
  plan.choice_count = connection.integer("SELECT count(*) FROM plan_choices").value_or(0);
  plan.measures = read_measures(connection);
  plan.curve = read_curve(connection);
  plan.totals = read_totals(connection, "plan_totals");
  return plan;
}

}  // namespace headwater
