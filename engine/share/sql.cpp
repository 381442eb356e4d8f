#include "share/sql.h"

#include <fmt/format.h>

namespace headwater {

std::string string_at(const Row& row, std::size_t column) {
  return std::string(row.text(column).value_or(""));
}

std::string exact_usd(std::string_view expression) {
  return fmt::format("(CAST(sum(CAST(round({} * 100) AS HUGEINT)) AS DOUBLE) / 100)", expression);
}

void count_bought_suppliers(Connection& connection) {
  connection.run(R"(
    CREATE OR REPLACE TEMP TABLE bought_suppliers AS
    SELECT 'bought_country' AS scope, coalesce(p.stated_origin, p.supplier_country, 'UNK') AS key,
      count(DISTINCT e.entity_id) AS suppliers
    FROM placed_purchases p JOIN purchase_entities e USING (purchase_id) GROUP BY ALL
    UNION ALL
    SELECT 'bought_sector', s.sector, count(DISTINCT e.entity_id)
    FROM (SELECT wording_id, max_by(sector, (weight, sector)) AS sector FROM wording_sectors
          GROUP BY wording_id) s
    JOIN purchase_wordings w USING (wording_id) JOIN purchase_entities e USING (purchase_id) GROUP BY ALL)");
}

std::string speaks_of_no_supplier() {
  return fmt::format(
      "(NOT starts_with(r.scope, 'bought') OR (r.scope, r.key) IN (SELECT (b.scope, b.key) FROM "
      "bought_suppliers b WHERE b.suppliers >= {})) AND (r.scope NOT IN ('origin_region', "
      "'origin_cell') OR "
      "{})",
      fewest_suppliers, told_place("r.key", "coalesce(r.key2, '')"));
}

std::string told_place(std::string_view place, std::string_view sector) {
  return fmt::format(
      "({}, {}) NOT IN (SELECT (place, sector) FROM sellers WHERE suppliers < {} AND place <> '' "
      "AND "
      "share > {})",
      place, sector, fewest_suppliers, largest_share);
}

std::string told_start(std::string_view place, std::string_view sector) {
  return fmt::format(
      "coalesce((SELECT coalesce(here.share <= {0}, false) OR here.suppliers >= {1} FROM sellers "
      "here WHERE "
      "here.place = {2} AND here.sector = {3}), (SELECT anywhere.suppliers >= {1} FROM sellers "
      "anywhere WHERE anywhere.place = '' AND anywhere.sector = {3}), false)",
      largest_share, fewest_suppliers, place, sector);
}

std::string told_paths() {
  return "SELECT t.path_rank FROM path_steps t JOIN paths USING (path_rank) WHERE t.step = 0 AND "
         "NOT disclosed AND " +
         told_start("t.region", "t.sector");
}

std::string shown_supplier(bool name_suppliers, std::string_view id, std::string_view name) {
  return std::string(name_suppliers ? name : id);
}

std::string shown_words(bool name_suppliers, std::string_view words, std::string_view id) {
  if (name_suppliers) {
    return std::string(words);
  }
  constexpr const char* without_names = R"(
    CASE WHEN {id} IN (SELECT entity_id FROM screening) THEN regexp_replace({words}, (
        SELECT string_agg(regexp_escape(known.name), '|' ORDER BY length(known.name) DESC, known.name)
        FROM (SELECT entity_id, name FROM entities UNION SELECT entity_id, name FROM spellings
              UNION SELECT entity_id, name FROM screening UNION SELECT entity_id, listed_name FROM screening) known
        WHERE known.entity_id = {id} AND known.name <> '' AND known.entity_id IN (SELECT entity_id FROM screening)),
        {id}, 'gi')
      ELSE replace({words}, coalesce((SELECT any_value(own.name) FROM entities own WHERE own.entity_id = {id}), chr(1)),
        coalesce({id}, '')) END)";
  return fmt::format(fmt::runtime(without_names), fmt::arg("id", id), fmt::arg("words", words));
}

}  // namespace headwater
