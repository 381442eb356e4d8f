#include "views/review.h"

#include <fmt/format.h>

#include <utility>

namespace headwater {
namespace {

/// Columns: key, then what the page shows. `?` is the JSON list of keys to leave out.
constexpr const char* listed = R"(
  SELECT s.entity_id || '~' || s.entry_id AS key, 'list' AS kind, s.score, s.probability, s.decision, s.reasons,
    {'code': s.entity_id, 'name': s.name, 'country': e.country, 'lines': e.lines,
     'spend_usd': round(e.amount_usd, 2), 'numbers': n.numbers} AS "left",
    {'code': l.code, 'name': s.listed_name,
     'country': l.country, 'list': s.list, 'topics': l.topics, 'listed_on': l.list_date, 'edition': l.edition,
     'numbers': l.identifiers, 'source': l.source, 'other_names': o.names} AS "right"
  FROM screening s JOIN entities e USING (entity_id) LEFT JOIN coded_entries l USING (entry_id)
  LEFT JOIN (SELECT entity_id, string_agg(DISTINCT supplier_id, '; ' ORDER BY supplier_id) AS numbers
             FROM spellings GROUP BY entity_id) n USING (entity_id)
  LEFT JOIN (SELECT entry_id, string_agg(name, '; ' ORDER BY name) AS names FROM list_names
             GROUP BY entry_id) o USING (entry_id)
  WHERE key NOT IN (SELECT unnest(from_json(?, '["VARCHAR"]'))))";

/// Spellings as sides of a pair, with what is bought of their supplier.
constexpr const char* with_sides = R"(
  WITH sides AS (
    SELECT s.*, s.name || '|' || coalesce(s.country, '') AS side, e.lines AS all_lines, round(e.amount_usd, 2) AS spend_usd
    FROM spellings s JOIN entities e USING (entity_id))
)";

/// Names that differ in case, accents, punctuation or script alone are one to whoever judges: they
/// cannot be told apart, and are no question.
constexpr const char* merged = R"(
  SELECT concat(least(a.side, b.side), '~', greatest(a.side, b.side)) AS key, 'merge' AS kind, m.score,
    NULL AS probability, 'match' AS decision, m.reasons,
    {'code': m.entity_id, 'name': a.name, 'country': a.country, 'lines': a.lines, 'numbers': a.supplier_id} AS "left",
    {'code': m.entity_id, 'name': b.name, 'country': b.country, 'lines': b.lines, 'numbers': b.supplier_id} AS "right"
  FROM spellings m
  JOIN sides a ON a.spelling_id = m.spelling_id JOIN sides b ON b.spelling_id = m.witness_id
  WHERE NOT starts_with(m.reasons, 'the same but for case') AND key NOT IN (SELECT unnest(from_json(?, '["VARCHAR"]'))))";

constexpr const char* near = R"(
  SELECT concat(least(a.side, b.side), '~', greatest(a.side, b.side)) AS key, 'near' AS kind, n.score,
    NULL AS probability, 'possible' AS decision, n.reasons,
    {'code': a.entity_id, 'name': a.name, 'country': a.country, 'lines': a.all_lines, 'spend_usd': a.spend_usd,
     'numbers': a.supplier_id} AS "left",
    {'code': b.entity_id, 'name': b.name, 'country': b.country, 'lines': b.all_lines, 'spend_usd': b.spend_usd,
     'numbers': b.supplier_id} AS "right"
  FROM near_merges n
  JOIN sides a USING (spelling_id) JOIN sides b ON b.spelling_id = n.other_id
  WHERE key NOT IN (SELECT unnest(from_json(?, '["VARCHAR"]'))))";

struct Queue {
  const char* pairs;
  const char* order;
};

Queue queue_of(PairKind kind) {
  switch (kind) {
    case PairKind::list:
      return {listed, "probability DESC NULLS LAST, key"};
    case PairKind::merge:
      return {merged, "score NULLS LAST, key"};
    case PairKind::near:
      break;
  }
  return {near, "least(\"left\".spend_usd, \"right\".spend_usd) DESC NULLS LAST, score DESC, key"};
}

}  // namespace

Json pairs_to_review(Connection& connection, const PairQuery& query) {
  const auto [pairs, order] = queue_of(query.kind);
  const std::string done = in_one_line(Json(query.done));
  const auto total =
      connection.integer(fmt::format("{} SELECT count(*) FROM ({})", with_sides, pairs), {done})
          .value_or(0);
  return {{"pairs", objects(connection,
                            fmt::format("{} SELECT * FROM ({}) ORDER BY {} LIMIT {} OFFSET {}",
                                        with_sides, pairs, order, query.limit, query.offset),
                            {done})},
          {"total", total}};
}

std::string list_pair_key(const std::string& entity_id, std::int64_t entry) {
  return fmt::format("{}~{}", entity_id, entry);
}

std::string merge_pair_key(const std::string& name, const std::string& country,
                           const std::string& other_name, const std::string& other_country) {
  std::string one = name + "|" + country;
  std::string other = other_name + "|" + other_country;
  if (other < one) {
    std::swap(one, other);
  }
  return one + "~" + other;
}

}  // namespace headwater
