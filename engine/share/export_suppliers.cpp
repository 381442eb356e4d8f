#include <fmt/format.h>

#include "share/exports.h"
#include "share/sql.h"

namespace headwater {
namespace {

/// The reasons of a supplier in their order. Few have more than these, and to aggregate in order is
/// slow.
std::string joined_reasons() {
  std::string first;
  for (int i = 1; i <= 8; ++i) {
    first += fmt::format("any_value(said) FILTER (ord = {}), ", i);
  }
  return fmt::format("concat_ws('; ', {}string_agg(said, '; ' ORDER BY ord) FILTER (ord > 8))",
                     first);
}

Export suppliers(bool named) {
  constexpr const char* query = R"(
    WITH listed AS (
      SELECT entity_id, count(*) FILTER (decision = 'match') AS list_matches,
        count(*) FILTER (decision = 'possible') AS list_possible
      FROM screening GROUP BY entity_id),
    reasons AS (
      SELECT r.entity_id, r.ord, {words}
          || CASE WHEN r.unit = 'log-odds' THEN coalesce(printf(' (%+.2f log-odds)', r.effect), '') ELSE '' END
          || CASE WHEN r.assumed THEN ' [assumed]' ELSE '' END AS said
      FROM supplier_reasons r),
    why AS (SELECT entity_id, {joined} AS reasons FROM reasons GROUP BY entity_id)
    SELECT e.entity_id, {name} AS name, e.country, e.spellings, e.lines,
      round(e.amount_usd, 2) AS spend_usd, s.exposure_rank, s.rank_low, s.rank_high,
      s.exposure_index, s.index_low, s.index_high, s.stability,
      s.log_odds, s.log_odds_low, s.log_odds_high, s.country_signal, s.sector_signal,
      s.proxy_share, coalesce(s.abstains, true) AS not_ranked,
      coalesce(l.list_matches, 0) AS list_matches, coalesce(l.list_possible, 0) AS list_possible,
      w.reasons
    FROM entities e LEFT JOIN supplier_risk s USING (entity_id)
    LEFT JOIN listed l USING (entity_id) LEFT JOIN why w USING (entity_id))";
  return {"suppliers",
          fmt::format(fmt::runtime(query),
                      fmt::arg("words", shown_words(named, "r.what", "r.entity_id")),
                      fmt::arg("joined", joined_reasons()),
                      fmt::arg("name", shown_supplier(named, "e.entity_id", "e.name"))),
          "exposure_rank NULLS LAST, entity_id",
          {"name", "reasons"}};
}

Export lenses(bool named) {
  constexpr const char* query = R"(
    SELECT l.lens, l.entity_id, {name} AS name, CASE WHEN l.abstains THEN NULL ELSE l.rank END AS rank,
      CASE WHEN l.abstains THEN NULL ELSE l.rank_low END AS rank_low,
      CASE WHEN l.abstains THEN NULL ELSE l.rank_high END AS rank_high, l.stability, l.abstains AS not_ranked,
      round(f.severity, 2) AS severity, round(f.likelihood, 2) AS likelihood, round(f.proximity, 2) AS proximity,
      round(f.leverage, 2) AS leverage
    FROM supplier_lenses l JOIN supplier_factors f USING (entity_id) JOIN entities e USING (entity_id))";
  return {"supplier_lenses",
          fmt::format(fmt::runtime(query),
                      fmt::arg("name", shown_supplier(named, "e.entity_id", "e.name"))),
          "lens, rank NULLS LAST, entity_id",
          {"name"}};
}

Export screening(bool named) {
  constexpr const char* query = R"(
    SELECT s.entity_id, s.list, s.decision, s.probability, s.score, {name} AS name, {listed} AS listed_name,
      {reasons} AS reasons, {external} AS external_id, l.list_date AS listed_on, l.edition AS list_edition,
      l.topics, l.source
    FROM screening s LEFT JOIN list_entries l USING (entry_id))";
  const auto if_named = [named](const char* words) {
    return named ? words : "CAST(NULL AS VARCHAR)";
  };
  return {"screening",
          fmt::format(fmt::runtime(query),
                      fmt::arg("name", shown_supplier(named, "s.entity_id", "s.name")),
                      fmt::arg("listed", if_named("s.listed_name")),
                      fmt::arg("reasons", if_named("s.reasons")),
                      fmt::arg("external", if_named("l.external_id"))),
          "probability DESC NULLS LAST, entity_id, list, listed_name, external_id, reasons",
          {"name", "listed_name", "reasons", "topics", "source"}};
}

Export plan(bool named) {
  constexpr const char* query = R"(
    SELECT c.choice, c.measure, m.measure AS measure_name, c.entity_id, coalesce({name}, c.node) AS on_whom,
      c.cost_usd, c.benefit_rank, c.stability, m.evidence, {reason} AS reason
    FROM plan_choices c LEFT JOIN entities e USING (entity_id)
    LEFT JOIN reference.measures m ON m.id = c.measure)";
  return {"plan",
          fmt::format(fmt::runtime(query),
                      fmt::arg("name", shown_supplier(named, "c.entity_id", "e.name")),
                      fmt::arg("reason", shown_words(named, "c.reason", "c.entity_id"))),
          "choice",
          {"on_whom", "reason"}};
}

}  // namespace

std::vector<Export> supplier_exports(bool name_suppliers) {
  return {suppliers(name_suppliers), lenses(name_suppliers), screening(name_suppliers),
          plan(name_suppliers)};
}

}  // namespace headwater
