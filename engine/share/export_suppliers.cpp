#include <fmt/format.h>

#include "share/exports.h"
#include "share/sql.h"

namespace headwater {
namespace {

Export suppliers(bool named) {
  return {
      "suppliers",
      fmt::format(
          "WITH listed AS (SELECT entity_id, count(*) FILTER (decision = 'match') AS list_matches, "
          "count(*) FILTER (decision = 'possible') AS list_possible FROM screening GROUP BY "
          "entity_id), "
          "why AS (SELECT r.entity_id, string_agg({} || ' (' || printf('%+.2f', r.effect) || ' ' "
          "|| "
          "coalesce(r.unit, '') || CASE WHEN r.assumed THEN ', assumed)' ELSE ')' END, '; ' ORDER "
          "BY r.ord) "
          "AS reasons FROM supplier_reasons r GROUP BY r.entity_id) "
          "SELECT e.entity_id, {} AS name, e.country, e.spellings, e.lines, round(e.amount_usd, 2) "
          "AS "
          "spend_usd, s.exposure_rank, s.rank_low, s.rank_high, s.exposure_index, s.index_low, "
          "s.index_high, "
          "s.stability, s.log_odds, s.log_odds_low, s.log_odds_high, s.country_signal, "
          "s.sector_signal, "
          "s.assumed_share, coalesce(s.abstains, true) AS not_ranked, coalesce(l.list_matches, 0) "
          "AS "
          "list_matches, coalesce(l.list_possible, 0) AS list_possible, w.reasons FROM entities e "
          "LEFT JOIN supplier_risk s USING (entity_id) LEFT JOIN listed l USING (entity_id) "
          "LEFT JOIN why w USING (entity_id)",
          shown_words(named, "r.what", "r.entity_id"),
          shown_supplier(named, "e.entity_id", "e.name")),
      "exposure_rank NULLS LAST, entity_id",
      {"name", "reasons"}};
}

Export screening(bool named) {
  const std::string words = named ? "s.name, s.listed_name, s.reasons"
                                  : "s.entity_id AS name, CAST(NULL AS VARCHAR) AS listed_name, "
                                    "CAST(NULL AS VARCHAR) AS reasons";
  return {
      "screening",
      fmt::format("SELECT s.entity_id, s.list, s.decision, s.probability, s.score, {}, "
                  "{} AS external_id, l.topics, l.source FROM screening s LEFT JOIN list_entries l "
                  "USING (entry_id)",
                  words, named ? "l.external_id" : "CAST(NULL AS VARCHAR)"),
      "probability DESC NULLS LAST, entity_id, list, listed_name, external_id",
      {"name", "listed_name", "reasons", "topics", "source"}};
}

Export plan(bool named) {
  const std::string on = named ? "coalesce(e.name, c.node)" : "coalesce(c.entity_id, c.node)";
  return {
      "plan",
      fmt::format(
          "SELECT c.choice, c.measure, m.measure AS measure_name, c.entity_id, {} AS on_whom, "
          "c.cost_usd, c.benefit_rank, c.stability, m.evidence, {} AS reason FROM plan_choices c "
          "LEFT JOIN entities e USING (entity_id) LEFT JOIN reference.measures m ON m.id = "
          "c.measure",
          on, shown_words(named, "c.reason", "c.entity_id")),
      "choice",
      {"on_whom", "reason"}};
}

}  // namespace

std::vector<Export> supplier_exports(bool name_suppliers) {
  return {suppliers(name_suppliers), screening(name_suppliers), plan(name_suppliers)};
}

}  // namespace headwater
