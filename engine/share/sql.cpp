#include "share/sql.h"

#include <fmt/format.h>

namespace headwater {

std::string string_at(const Row& row, std::size_t column) {
  return std::string(row.text(column).value_or(""));
}

std::string exact_usd(std::string_view expression) {
  return fmt::format("(CAST(sum(CAST(round({} * 100) AS HUGEINT)) AS DOUBLE) / 100)", expression);
}

std::string bought_suppliers() {
  return "SELECT 'bought_country' AS scope, coalesce(p.origin_country, p.supplier_country, 'UNK') "
         "AS key, "
         "count(DISTINCT e.entity_id) AS suppliers FROM purchases p JOIN purchase_entities e "
         "USING (purchase_id) GROUP BY ALL UNION ALL "
         "SELECT 'bought_sector', s.sector, count(DISTINCT e.entity_id) FROM purchase_entities e "
         "JOIN purchase_wordings w USING (purchase_id) JOIN wording_sectors s USING (wording_id) "
         "WHERE s.weight >= 0.1 GROUP BY ALL";
}

std::string speaks_of_no_supplier() {
  return fmt::format(
      "(NOT starts_with(r.scope, 'bought') OR EXISTS (SELECT 1 FROM ({}) b WHERE b.scope = r.scope "
      "AND "
      "b.key = r.key AND b.suppliers >= {}))",
      bought_suppliers(), fewest_suppliers);
}

std::string shown_supplier(bool name_suppliers, std::string_view id, std::string_view name) {
  return std::string(name_suppliers ? name : id);
}

std::string shown_words(bool name_suppliers, std::string_view words, std::string_view id) {
  if (name_suppliers) {
    return std::string(words);
  }
  return fmt::format(
      "regexp_replace({}, coalesce((SELECT string_agg(regexp_escape(known.name), '|' ORDER BY "
      "length(known.name) DESC, known.name) FROM (SELECT entity_id, name FROM entities UNION "
      "SELECT "
      "entity_id, name FROM spellings UNION SELECT entity_id, listed_name FROM screening) known "
      "WHERE "
      "known.entity_id = {} AND length(known.name) > 1), '$^'), {}, 'gi')",
      words, id, id);
}

}  // namespace headwater
