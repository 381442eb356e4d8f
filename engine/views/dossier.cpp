#include "views/dossier.h"

#include <fmt/format.h>

#include "base/error.h"
#include "share/share.h"

namespace headwater {
namespace {

constexpr const char* spellings = R"(
  SELECT s.spelling_id AS spelling, s.name, s.country, s.supplier_id AS register_number, s.lines,
    w.name AS merged_with, w.country AS merged_with_country, s.score, s.reasons
  FROM spellings s LEFT JOIN spellings w ON w.spelling_id = s.witness_id
  WHERE s.entity_id = ? ORDER BY s.lines DESC, s.spelling_id)";

constexpr const char* candidates = R"(
  SELECT s.entry_id AS entry, s.name, s.listed_name, s.list, s.decision, s.probability, s.reasons,
    l.code,
    l.country AS listed_country, l.topics, l.list_date AS listed_on, l.edition, l.source
  FROM screening s LEFT JOIN coded_entries l USING (entry_id)
  WHERE s.entity_id = ? ORDER BY s.probability DESC NULLS LAST, s.list, s.listed_name)";

/// Names are compared as written but for case: what the ledger and the links file both spell out.
constexpr const char* links = R"(
  WITH own AS (SELECT DISTINCT lower(name) AS name FROM spellings WHERE entity_id = ?)
  SELECT k.buyer, k.supplier, k.product, k.supplier_country, k.amount, k.currency, k.period, k.source,
    i.name AS file, k."row" AS "row"
  FROM links k LEFT JOIN inputs i USING (input_id)
  WHERE lower(k.buyer) IN (SELECT name FROM own) OR lower(k.supplier) IN (SELECT name FROM own)
  ORDER BY k.link_id LIMIT 200)";

constexpr const char* sites = R"(
  WITH own AS (SELECT DISTINCT lower(name) AS name FROM spellings WHERE entity_id = ?)
  SELECT f.name, f.address, f.country, f.latitude, f.longitude, f.sector_text AS sector, f.product_type AS product,
    f.parent_company, i.name AS file, f."row" AS "row"
  FROM facilities f LEFT JOIN inputs i USING (input_id)
  WHERE lower(f.name) IN (SELECT name FROM own) OR lower(f.parent_company) IN (SELECT name FROM own)
  ORDER BY f.facility_id LIMIT 500)";

constexpr const char* years = R"(
  SELECT p.year, count(*) AS lines, round(sum(p.amount_usd), 2) AS spend_usd
  FROM purchase_entities e JOIN purchases p USING (purchase_id)
  WHERE e.entity_id = ? AND p.year IS NOT NULL GROUP BY p.year ORDER BY p.year)";

constexpr const char* sold = R"(
  WITH parts AS (
    SELECT s.sector, sum(s.weight * abs(p.base_usd)) AS usd
    FROM purchase_entities e JOIN purchases p USING (purchase_id)
    JOIN purchase_wordings w USING (purchase_id) JOIN wording_sectors s USING (wording_id)
    WHERE e.entity_id = ? GROUP BY s.sector)
  SELECT sector, usd / nullif(sum(usd) OVER (), 0) AS share FROM parts WHERE usd > 0
  ORDER BY usd DESC, sector LIMIT 6)";

constexpr const char* factors = R"(
  SELECT factor, index FROM (UNPIVOT (SELECT severity, likelihood, proximity, leverage FROM supplier_factors WHERE entity_id = ?)
    ON severity, likelihood, proximity, leverage INTO NAME factor VALUE index))";

constexpr const char* lenses = R"(
  SELECT l.lens, l.rank, l.rank_low, l.rank_high, l.stability
  FROM screen.lenses l JOIN screen.suppliers s USING (number) WHERE s.id = ? ORDER BY l.lens)";

}  // namespace

Json dossier(Connection& connection, const std::string& entity_id) {
  const auto name = connection.text("SELECT name FROM entities WHERE entity_id = ?", {entity_id});
  if (!name) {
    throw Error(fmt::format("there is no supplier '{}' in this case", entity_id));
  }
  const Json why_so = Json::parse(why(connection, entity_id));
  return {{"id", entity_id},
          {"name", *name},
          {"row", objects(connection,
                          "SELECT * EXCLUDE (folded, number) FROM screen.suppliers WHERE id = ?",
                          {entity_id})
                      .at(0)},
          {"factors", objects(connection, factors, {entity_id})},
          {"lenses", objects(connection, lenses, {entity_id})},
          {"figures", why_so["figures"]},
          {"reasons", why_so["reasons"]},
          {"source_rows", why_so["rows"]},
          {"source_rows_in_all", why_so["rows_in_all"]},
          {"spellings", objects(connection, spellings, {entity_id})},
          {"candidates", objects(connection, candidates, {entity_id})},
          {"links", objects(connection, links, {entity_id})},
          {"sites", objects(connection, sites, {entity_id})},
          {"years", objects(connection, years, {entity_id})},
          {"sells", objects(connection, sold, {entity_id})}};
}

}  // namespace headwater
