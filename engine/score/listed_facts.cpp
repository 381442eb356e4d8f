#include "score/listed_facts.h"

namespace headwater {
namespace {

constexpr const char* facts_view = R"(
  CREATE OR REPLACE TEMP VIEW facts_beside AS
  SELECT iso3 AS region, sector, good,
    CASE WHEN forced_child_labour = 1 AND forced_labour = 1 THEN 'listed for forced labour, of children too'
         WHEN forced_labour = 1 THEN 'listed for forced labour'
         WHEN forced_child_labour = 1 THEN 'listed for forced child labour'
         ELSE 'listed for child labour' END || ' (edition ' || edition || ')' AS what,
    source, false AS assumed
  FROM reference.listed_goods WHERE edition = (SELECT max(edition) FROM reference.listed_goods)
  UNION ALL
  SELECT iso3, sector, coalesce(good, ''), 'state-imposed: ' || regime, source, status <> 'sourced'
  FROM reference.state_imposed)";

}  // namespace

FactsBeside read_listed_facts(Connection& connection) {
  connection.run(facts_view);
  FactsBeside facts;
  Rows rows = connection.query(
      "SELECT region, sector, CASE WHEN good = '' THEN what ELSE good || ': ' || what END, source, "
      "assumed "
      "FROM facts_beside ORDER BY region, sector, assumed, what, good");
  while (rows.next()) {
    const Row& row = rows.row();
    facts[{std::string(*row.text(0)), std::string(*row.text(1))}].push_back(
        {std::string(*row.text(2)), std::string(row.text(3).value_or("")),
         row.flag(4).value_or(false)});
  }
  return facts;
}

void write_listed_facts(Connection& connection) {
  connection.run("DELETE FROM listed_facts");
  connection.run(facts_view);
  connection.run(R"(
    INSERT INTO listed_facts
    WITH bought AS (
      SELECT region, sector, spend_usd FROM (
        SELECT cell, CAST(sum(CAST(round(spend_usd * weight * 100) AS HUGEINT)) AS DOUBLE) / 100 AS spend_usd
        FROM demand JOIN intensities USING (country, sector) JOIN origin_cells USING (bought)
        GROUP BY cell HAVING spend_usd > 0) JOIN cells USING (cell)),
    of_country AS (
      SELECT region, CAST(sum(CAST(round(spend_usd * 100) AS HUGEINT)) AS DOUBLE) / 100 AS spend_usd
      FROM bought GROUP BY ALL)
    SELECT f.region, f.sector, f.good, f.what, coalesce(b.spend_usd, c.spend_usd), f.source
    FROM facts_beside f
    LEFT JOIN bought b ON b.region = f.region AND b.sector = f.sector
    LEFT JOIN of_country c ON c.region = f.region AND f.sector = '*'
    WHERE coalesce(b.spend_usd, c.spend_usd) IS NOT NULL
    ORDER BY f.region, f.sector, f.good, f.what)");
}

}  // namespace headwater
