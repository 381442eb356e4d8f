#include "views/supplier_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string_view>

#include "base/error.h"
#include "views/json.h"

namespace headwater {
namespace {

/// What most of a supplier's spend buys; the reason that says most about it: of its evidence the
/// strongest, else the first signal.
constexpr const char* gather = R"(
  ATTACH IF NOT EXISTS ':memory:' AS screen (READ_WRITE);
  CREATE OR REPLACE TABLE screen.suppliers AS
  WITH listed AS (
    SELECT entity_id, max(decision = 'match') AS sure FROM screening GROUP BY entity_id),
  sold AS (
    SELECT e.entity_id, s.sector,
      sum(CAST(round(s.weight * coalesce(abs(p.base_usd), 0) * 100) AS HUGEINT)) AS cents
    FROM purchase_entities e JOIN purchases p USING (purchase_id)
    JOIN purchase_wordings w USING (purchase_id) JOIN wording_sectors s USING (wording_id) GROUP BY ALL),
  sells AS (SELECT entity_id, max_by(sector, (cents, sector)) AS sector FROM sold GROUP BY entity_id),
  reasons AS (
    SELECT entity_id, max_by(what, (unit = 'log-odds', abs(coalesce(effect, 0)), -ord)) AS reason
    FROM supplier_reasons WHERE unit <> 'share of spend' GROUP BY entity_id),
  written AS (
    SELECT entity_id, string_agg(name, chr(10) ORDER BY spelling_id) AS names FROM spellings GROUP BY entity_id)
  SELECT CAST(row_number() OVER (ORDER BY s.exposure_rank NULLS LAST, e.amount_usd DESC NULLS LAST, e.entity_id)
      AS INTEGER) AS number,
    e.entity_id AS id, e.name, coalesce(e.country, 'UNK') AS country, coalesce(k.sector, 'none') AS sector,
    e.lines, e.spellings, round(e.amount_usd, 2) AS spend_usd,
    CASE WHEN coalesce(s.abstains, true) THEN NULL ELSE s.exposure_rank END AS rank,
    CASE WHEN coalesce(s.abstains, true) THEN NULL ELSE s.rank_low END AS rank_low,
    CASE WHEN coalesce(s.abstains, true) THEN NULL ELSE s.rank_high END AS rank_high,
    s.exposure_index AS index, s.index_low, s.index_high, s.stability, s.log_odds AS evidence,
    coalesce(s.country_signal, 'unknown') AS country_signal, coalesce(s.sector_signal, 'unknown') AS sector_signal,
    s.proxy_share, NOT coalesce(s.abstains, true) AS ranked,
    CASE WHEN l.sure IS NULL THEN 'none' WHEN l.sure THEN 'match' ELSE 'possible' END AS decision,
    r.reason, lower(strip_accents(coalesce(w.names, e.name))) AS folded
  FROM entities e LEFT JOIN supplier_risk s USING (entity_id) LEFT JOIN sells k USING (entity_id)
  LEFT JOIN listed l USING (entity_id) LEFT JOIN reasons r USING (entity_id) LEFT JOIN written w USING (entity_id)
  ORDER BY number;
  CREATE OR REPLACE TABLE screen.lenses AS
  SELECT s.number, l.lens, NOT l.abstains AS ranked, l.stability,
    CASE WHEN l.abstains THEN NULL ELSE l.rank END AS rank, CASE WHEN l.abstains THEN NULL ELSE l.rank_low END AS rank_low,
    CASE WHEN l.abstains THEN NULL ELSE l.rank_high END AS rank_high
  FROM supplier_lenses l JOIN screen.suppliers s ON s.id = l.entity_id ORDER BY l.lens, s.number;)";

struct OrderColumn {
  std::string_view name;
  std::string_view column;
};

constexpr std::array order_columns = {
    OrderColumn{"rank", "rank"},         OrderColumn{"name", "folded"},
    OrderColumn{"spend", "spend_usd"},   OrderColumn{"lines", "lines"},
    OrderColumn{"evidence", "evidence"}, OrderColumn{"stability", "stability"}};

std::string_view column_of(const std::string& order) {
  for (const OrderColumn& known : order_columns) {
    if (known.name == order) {
      return known.column;
    }
  }
  throw Error(fmt::format("suppliers cannot be put in order by '{}'", order));
}

constexpr std::array<std::string_view, 4> facets = {"country", "sector", "decision", "ranked"};

/// A condition and its values, without that on the facet `except`.
struct Condition {
  std::string sql = "true";
  std::vector<Parameter> values;

  void add(std::string_view more, Parameter value) {
    sql += fmt::format(" AND {}", more);
    values.push_back(std::move(value));
  }
};

Condition condition_of(const SupplierFilter& filter, std::string_view except = {}) {
  Condition condition;
  if (!filter.search.empty()) {
    condition.add("contains(folded, lower(strip_accents(?)))", filter.search);
  }
  const auto equal = [&](std::string_view facet, const std::string& value) {
    if (!value.empty() && facet != except) {
      condition.add(fmt::format("{} = ?", facet), value);
    }
  };
  equal("country", filter.country);
  equal("sector", filter.sector);
  equal("decision", filter.decision);
  if (!filter.ranked.empty() && except != "ranked") {
    condition.add("ranked = ?", filter.ranked == "yes");
  }
  return condition;
}

/// The suppliers as a lens ranks them.
std::string seen_through(const std::string& lens) {
  if (lens.empty()) {
    return "screen.suppliers";
  }
  return fmt::format(
      "(SELECT s.* REPLACE (l.rank AS rank, l.rank_low AS rank_low, l.rank_high AS rank_high, "
      "l.stability AS stability, coalesce(l.ranked, false) AS ranked) FROM screen.suppliers s LEFT "
      "JOIN screen.lenses l ON l.number = s.number AND l.lens = {})",
      sql_text(lens));
}

}  // namespace

bool has_lens(Connection& connection, const std::string& lens) {
  return lens.empty() ||
         connection.text("SELECT lens FROM screen.lenses WHERE lens = ? LIMIT 1", {lens});
}

void gather_suppliers(Connection& connection) { connection.run(gather); }

std::vector<std::int32_t> fitting_suppliers(Connection& connection, const SupplierFilter& filter,
                                            const SupplierOrder& order) {
  const Condition condition = condition_of(filter);
  Rows rows = connection.query(
      fmt::format("SELECT number FROM {} WHERE {} ORDER BY {} {} NULLS LAST, number",
                  seen_through(filter.lens), condition.sql, column_of(order.by),
                  order.descending ? "DESC" : "ASC"),
      condition.values);
  std::vector<std::int32_t> numbers;
  while (rows.next()) {
    numbers.push_back(static_cast<std::int32_t>(rows.row().integer(0).value_or(0)));
  }
  return numbers;
}

std::string supplier_rows(Connection& connection, std::span<const std::int32_t> numbers,
                          const std::string& lens) {
  if (numbers.empty()) {
    return "[]";
  }
  const auto list = fmt::format("{}", fmt::join(numbers, ","));
  return objects_text(
      connection, fmt::format("SELECT s.* EXCLUDE (folded, number, spellings), s.spellings FROM "
                              "{1} s WHERE number IN ({0}) "
                              "ORDER BY list_position([{0}]::INTEGER[], number)",
                              list, seen_through(lens)));
}

std::string supplier_facets(Connection& connection, const SupplierFilter& filter) {
  std::string result = "{";
  for (const std::string_view facet : facets) {
    const Condition condition = condition_of(filter, facet);
    result += fmt::format(
        "{}\"{}\":{}", result.size() > 1 ? "," : "", facet,
        objects_text(connection,
                     fmt::format("SELECT CAST({0} AS VARCHAR) AS value, count(*) AS count FROM "
                                 "{2} WHERE {1} GROUP BY {0} ORDER BY count DESC, value",
                                 facet, condition.sql, seen_through(filter.lens)),
                     condition.values));
  }
  return result + ",\"lens\":" +
         objects_text(connection,
                      "SELECT lens AS value, count(*) FILTER (ranked) AS count FROM screen.lenses "
                      "GROUP BY lens ORDER BY lens",
                      {}) +
         "}";
}

}  // namespace headwater
