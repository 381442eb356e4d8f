#include "views/method.h"

#include <fmt/format.h>

#include "base/database.h"

namespace headwater {
namespace {

/// The sources most rows of each reference table rest on, with the status they have.
std::string sources_query(Connection& connection) {
  Rows rows = connection.query(
      "SELECT t.name, t.file, t.rows, count(*) FILTER (c.column_name = 'status') FROM "
      "reference.tables t "
      "JOIN information_schema.columns c ON c.table_schema = 'reference' AND c.table_name = t.name "
      "WHERE t.name IN (SELECT table_name FROM information_schema.columns WHERE table_schema = "
      "'reference' AND column_name = 'source') GROUP BY ALL ORDER BY t.name");
  std::string query;
  while (rows.next()) {
    const std::string name(rows.row().text(0).value_or(""));
    query += fmt::format(
        "{}SELECT {} AS \"table\", {} AS file, {} AS \"rows\", source, {} AS status, count(*) AS "
        "\"used\" FROM "
        "reference.{} GROUP BY 1, 2, 3, 4, 5 QUALIFY row_number() OVER (ORDER BY count(*) DESC, "
        "source) <= 3",
        query.empty() ? "" : " UNION ALL ", sql_text(name),
        sql_text(rows.row().text(1).value_or("")), rows.row().integer(2).value_or(0),
        rows.row().integer(3).value_or(0) > 0 ? "CAST(status AS VARCHAR)" : "NULL", sql_name(name));
  }
  return query.empty()
             ? "SELECT NULL AS \"table\" WHERE false"
             : fmt::format("SELECT * FROM ({}) ORDER BY \"table\", \"used\" DESC, source", query);
}

Json settings(Connection& connection) {
  Json settings = Json::object();
  Rows rows = connection.query(
      "SELECT key, value FROM meta WHERE NOT starts_with(key, 'stage.') ORDER BY key");
  while (rows.next()) {
    settings[std::string(rows.row().text(0).value_or(""))] =
        std::string(rows.row().text(1).value_or(""));
  }
  return settings;
}

constexpr const char* chosen = R"(
  SELECT c.choice, c.measure, c.entity_id AS supplier, coalesce(e.name, c.node) AS "on", c.cost_usd,
    c.benefit_rank AS rank, c.stability, c.reason
  FROM plan_choices c LEFT JOIN entities e USING (entity_id) ORDER BY c.benefit_rank, c.choice)";

constexpr const char* by_measure = R"(
  SELECT p.measure, p.choices, p.cost_usd, p.reduction, p.reduction_low, p.reduction_high
  FROM plan_measures p ORDER BY p.measure)";

constexpr const char* catalogue = R"(
  SELECT id, measure AS name, factors, step, legs, evidence, evidence_note, scope, effect_low, effect_high,
    cost_low_usd, cost_high_usd, requires, status, source
  FROM reference.measures ORDER BY id)";

}  // namespace

Json method(Connection& connection) {
  return {
      {"settings", settings(connection)},
      {"assumptions",
       objects(connection,
               "SELECT key, value, low, high, unit, distribution, status, source FROM "
               "reference.assumptions ORDER BY key")},
      {"sources", objects(connection, sources_query(connection))},
      {"variants",
       objects(
           connection,
           "SELECT variant, description, rank_correlation, top20_common, cases / nullif((SELECT "
           "any_value(cases) FROM ensemble WHERE variant = 'base'), 0) AS of_base FROM ensemble "
           "ORDER BY variant <> 'base', variant")},
      {"against",
       objects(connection,
               "SELECT what, against, rank_correlation, top, in_common FROM null_comparison ORDER "
               "BY what, against")},
      {"variance",
       objects(connection,
               "SELECT source, share, what_would_help FROM variance_shares ORDER BY ord")},
      {"coverage",
       objects(connection, "SELECT item, share, usd, lines, note FROM coverage ORDER BY item")},
      {"reasons",
       objects(connection,
               "SELECT what, effect, source, assumed FROM risk_reasons WHERE scope = 'ledger' "
               "ORDER BY ord")},
      {"problems",
       objects(connection,
               "SELECT stage, severity, reason, min(advice) AS advice, count(*) AS count FROM "
               "issues GROUP BY stage, severity, reason ORDER BY severity = 'note', count DESC, "
               "stage, reason LIMIT 100")}};
}

Json plan_that_stands(Connection& connection) {
  Json totals = Json::object();
  Rows rows = connection.query("SELECT key, value, note FROM plan_totals ORDER BY key");
  while (rows.next()) {
    const auto value = rows.row().number(1);
    totals[std::string(rows.row().text(0).value_or(""))] = {
        {"value", value ? Json(*value) : Json(nullptr)},
        {"note", std::string(rows.row().text(2).value_or(""))}};
  }
  return {{"totals", std::move(totals)},
          {"curve", objects(connection,
                            "SELECT budget_usd, reduction, reduction_low, reduction_high, gap FROM "
                            "plan_curve WHERE reduction IS NOT NULL ORDER BY budget_usd")},
          {"choices", objects(connection, chosen)},
          {"measures", objects(connection, by_measure)},
          {"catalogue", objects(connection, catalogue)}};
}

}  // namespace headwater
