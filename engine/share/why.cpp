#include <fmt/format.h>

#include "base/error.h"
#include "share/json_parts.h"
#include "share/share.h"
#include "share/sql.h"
#include "share/why_rows.h"
#include "share/why_target.h"

namespace headwater {
namespace {

constexpr std::string_view people =
    "people in forced labour expected upstream: a statistical expectation";

struct Answer {
  Json figures = Json::object();
  Json reasons = Json::array();
};

Json reason(const Row& row) {
  return {{"what", string_at(row, 0)},
          {"effect", or_null(row.number(1))},
          {"unit", string_at(row, 2)},
          {"source", string_at(row, 3)},
          {"assumed", row.flag(4).value_or(false)}};
}

void add_reasons(Connection& connection, const std::string& query, const std::string& key,
                 Json& reasons) {
  Rows rows = connection.query(query, {key});
  while (rows.next()) {
    reasons.push_back(reason(rows.row()));
  }
}

Json ranged(const Row& row, std::size_t column, std::string_view unit) {
  const auto value = row.number(column);
  return value ? as_json({*value, row.number(column + 1).value_or(*value),
                          row.number(column + 2).value_or(*value)},
                         unit)
               : Json(nullptr);
}

constexpr const char* standing = R"(
    SELECT s.exposure_rank, s.rank_low, s.rank_high, s.exposure_index, s.index_low, s.index_high,
      s.log_odds, s.log_odds_low, s.log_odds_high, s.stability, s.proxy_share,
      coalesce(s.country_signal, 'unknown'), coalesce(s.sector_signal, 'unknown'), coalesce(s.abstains, true),
      e.country, e.lines, e.spellings, e.amount_usd
    FROM entities e LEFT JOIN supplier_risk s USING (entity_id) WHERE e.entity_id = ?)";

constexpr const char* listed_as = R"(
    SELECT 'listed by ' || s.list || coalesce(' (' || l.edition || ')', '') || ' as ' || s.listed_name
        || coalesce(' since ' || l.list_date, '')
        || CASE s.decision WHEN 'match' THEN ' (match)' ELSE ' (possible match)' END || coalesce(': ' || s.reasons, ''),
      s.probability, 'probability that it is the same', coalesce(l.source, s.list), false
    FROM screening s LEFT JOIN list_entries l USING (entry_id)
    WHERE s.entity_id = ? ORDER BY s.probability DESC NULLS LAST, 1)";

/// What a person decided about the spellings of a supplier.
constexpr const char* judged_one = R"(
    SELECT 'the same as ' || w.name || ': ' || s.name || ', ' || s.reasons, NULL, '', 'a judgement on record in the case',
      false
    FROM spellings s JOIN spellings w ON w.spelling_id = s.witness_id
    WHERE s.entity_id = ? AND s.reasons LIKE 'judged %' ORDER BY s.spelling_id)";

/// Where it said that its goods are made, when it was asked.
constexpr const char* answered = R"(
    SELECT 'the supplier answered that its goods are made in ' || coalesce(c.name, a.country), NULL, '',
      concat_ws(', ', nullif(a.source, ''), 'noted by ' || a.who), false
    FROM answered_origins a LEFT JOIN reference.countries c ON c.iso3 = a.country WHERE a.entity_id = ?)";

constexpr const char* factors = R"(
    SELECT severity, likelihood, proximity, leverage FROM supplier_factors WHERE entity_id = ?)";

constexpr const char* lenses = R"(
    SELECT lens, rank, rank_low, rank_high, stability, abstains FROM supplier_lenses
    WHERE entity_id = ? ORDER BY lens)";

constexpr const char* paths_to = R"(
    SELECT 'path: ' || string_agg(coalesce(s.short_name, t.sector) || ', ' || coalesce(c.name, t.region), ' ← '
        ORDER BY t.step), any_value(p.share), 'share of the exposure', 'input–output table, traced',
      any_value(p.synthetic)
    FROM path_steps t JOIN paths p USING (path_rank)
    LEFT JOIN reference.sectors s ON s.sector = t.sector LEFT JOIN reference.countries c ON c.iso3 = t.region
    WHERE path_rank IN (SELECT path_rank FROM path_steps GROUP BY path_rank HAVING arg_max({}, step) = ?)
      AND path_rank IN ({})
    GROUP BY path_rank ORDER BY path_rank LIMIT 20)";

/// Places among all suppliers, and its ranks under the lenses that weigh them.
void add_lenses(Connection& connection, const std::string& entity, Json& figures) {
  Rows places = connection.query(factors, {entity});
  if (!places.next()) {
    return;
  }
  const Row& place = places.row();
  figures["severity"] = or_null(place.number(0));
  figures["likelihood"] = or_null(place.number(1));
  figures["proximity"] = or_null(place.number(2));
  figures["leverage"] = or_null(place.number(3));
  Rows rows = connection.query(lenses, {entity});
  while (rows.next()) {
    const Row& row = rows.row();
    const bool abstains = row.flag(5).value_or(true);
    figures["lenses"][string_at(row, 0)] = {
        {"rank", abstains ? Json(nullptr) : or_null(row.integer(1))},
        {"rank_low", abstains ? Json(nullptr) : or_null(row.integer(2))},
        {"rank_high", abstains ? Json(nullptr) : or_null(row.integer(3))},
        {"stability", or_null(row.number(4))}};
  }
}

/// A company gets its place in the order and the evidence about it: never people.
Answer about_supplier(Connection& connection, const WhyTarget& target) {
  Answer answer;
  Rows rows = connection.query(standing, {target.key});
  if (rows.next()) {
    const Row& row = rows.row();
    const bool abstains = row.flag(13).value_or(true);
    answer.figures = {{"supplier", target.key},
                      {"ranked", abstains ? "not ranked: too uncertain" : "ranked"},
                      {"rank", abstains ? Json(nullptr) : or_null(row.integer(0))},
                      {"rank_low", abstains ? Json(nullptr) : or_null(row.integer(1))},
                      {"rank_high", abstains ? Json(nullptr) : or_null(row.integer(2))},
                      {"index", ranged(row, 3, "share of suppliers ranked at or below, 0 to 100")},
                      {"log_odds", ranged(row, 6, "log-odds, the sum of the reasons")},
                      {"stability", or_null(row.number(9))},
                      {"proxy_share", or_null(row.number(10))},
                      {"country_signal", string_at(row, 11)},
                      {"sector_signal", string_at(row, 12)},
                      {"address", string_at(row, 14)},
                      {"lines", or_null(row.integer(15))},
                      {"spellings", or_null(row.integer(16))},
                      {"spend_usd", or_null(row.number(17))}};
    add_lenses(connection, target.key, answer.figures);
  }
  add_reasons(connection,
              "SELECT what, effect, unit, source, assumed FROM supplier_reasons WHERE entity_id = "
              "? ORDER BY ord",
              target.key, answer.reasons);
  add_reasons(connection, answered, target.key, answer.reasons);
  add_reasons(connection, judged_one, target.key, answer.reasons);
  add_reasons(connection, listed_as, target.key, answer.reasons);
  return answer;
}

Json exposure(const Row& row) {
  return {{"exposure", ranged(row, 0, people)},    {"share", or_null(row.number(3))},
          {"proxy_share", or_null(row.number(4))}, {"rank", or_null(row.integer(5))},
          {"rank_low", or_null(row.integer(6))},   {"rank_high", or_null(row.integer(7))},
          {"stability", or_null(row.number(8))}};
}

/// Figures and reasons of one scope of `risk`, under the name of what it means.
void add_scope(Connection& connection, const std::string& scope, const std::string& key,
               const char* meaning, Answer& answer) {
  Rows rows =
      connection.query(fmt::format("SELECT r.cases, r.cases_low, r.cases_high, r.share, "
                                   "r.proxy_share, r.rank, r.rank_low, "
                                   "r.rank_high, r.stability, {} FROM risk r WHERE r.scope = ? AND "
                                   "(r.key = ? OR r.scope = 'ledger')",
                                   speaks_of_no_supplier()),
                       {scope, key});
  if (!rows.next()) {
    return;
  }
  answer.figures[meaning] = rows.row().flag(9).value_or(false)
                                ? exposure(rows.row())
                                : Json("not told: it would speak of one or two suppliers");
  add_reasons(connection,
              fmt::format("SELECT what, effect, 'factor', source, assumed FROM "
                          "risk_reasons WHERE scope = {} "
                          "AND (key = ? OR scope = 'ledger') ORDER BY key2 NULLS FIRST, ord",
                          sql_text(scope)),
              key, answer.reasons);
}

/// Paths that end there, as reasons: share of the ledger's exposure.
void add_paths(Connection& connection, const char* ends_in, const std::string& key,
               Answer& answer) {
  add_reasons(connection, fmt::format(fmt::runtime(paths_to), ends_in, told_paths()), key,
              answer.reasons);
}

Answer about_place(Connection& connection, const WhyTarget& target) {
  count_bought_suppliers(connection);
  Answer answer;
  switch (target.kind) {
    case WhyTarget::Kind::country:
      add_scope(connection, "origin_region", target.key, "work_done_there", answer);
      add_scope(connection, "bought_country", target.key, "bought_there_and_upstream", answer);
      add_paths(connection, "region", target.key, answer);
      break;
    case WhyTarget::Kind::sector:
      add_scope(connection, "origin_sector", target.key, "work_done_in_it", answer);
      add_scope(connection, "bought_sector", target.key, "bought_from_it_and_upstream", answer);
      add_paths(connection, "sector", target.key, answer);
      break;
    default:
      add_scope(connection, "ledger", target.key, "ledger", answer);
  }
  return answer;
}

const char* name(WhyTarget::Kind kind) {
  switch (kind) {
    case WhyTarget::Kind::supplier:
      return "supplier";
    case WhyTarget::Kind::country:
      return "country";
    case WhyTarget::Kind::sector:
      return "sector";
    case WhyTarget::Kind::ledger:
      break;
  }
  return "ledger";
}

}  // namespace

std::string why(Connection& connection, const std::string& about) {
  const WhyTarget target = understood(connection, about);
  Answer answer = target.kind == WhyTarget::Kind::supplier ? about_supplier(connection, target)
                                                           : about_place(connection, target);
  const Json rows = source_rows(connection, target);
  return dumped({{"about", target.name},
                 {"kind", name(target.kind)},
                 {"figures", std::move(answer.figures)},
                 {"reasons", std::move(answer.reasons)},
                 {"rows", rows["rows"]},
                 {"rows_in_all", rows["rows_in_all"]}});
}

}  // namespace headwater
