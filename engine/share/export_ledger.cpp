#include <fmt/format.h>

#include "share/exports.h"

namespace headwater {
namespace {

/// What stood in a cell may be a supplier's name, and so may a wording: both stay behind where
/// names do.
std::string if_named(bool named, const char* words) {
  return named ? words : "CAST(NULL AS VARCHAR)";
}

Export issues(bool named) {
  return {"issues",
          fmt::format("SELECT issue_id, stage, severity, file, \"row\", field, {} AS value, "
                      "reason, advice FROM issues",
                      if_named(named, "value")),
          "issue_id",
          {"value", "reason", "advice", "file", "field"}};
}

Export classification(bool named) {
  constexpr const char* query = R"(
    WITH candidates AS (
      SELECT wording_id, any_value(reason) FILTER (rank = 1) AS reason,
        any_value(cpv_division) FILTER (rank = 1) AS cpv_division, any_value(weight) FILTER (rank = 1) AS weight,
        any_value(cpv_division) FILTER (rank = 2) AS cpv_second, any_value(weight) FILTER (rank = 2) AS weight_second,
        any_value(cpv_division) FILTER (rank = 3) AS cpv_third, any_value(weight) FILTER (rank = 3) AS weight_third
      FROM wording_candidates WHERE rank <= 3 GROUP BY wording_id),
    sectors AS (
      SELECT wording_id, array_to_string(list_transform(list_reverse_sort(list({{'w': weight, 's': sector}})),
        lambda x: x.s || ':' || CAST(x.w AS DECIMAL(4, 3))), ' ') AS main_sectors
      FROM wording_sectors WHERE weight >= 0.1 GROUP BY wording_id)
    SELECT w.wording_id, {} AS description, w.code_scheme, w.code, w.lines, w.basis, c.cpv_division, c.weight,
      c.cpv_second, c.weight_second, c.cpv_third, c.weight_third, s.main_sectors, {} AS reason
    FROM wordings w LEFT JOIN candidates c USING (wording_id) LEFT JOIN sectors s USING (wording_id))";
  return {"classification",
          fmt::format(fmt::runtime(query), if_named(named, "w.description"),
                      if_named(named, "c.reason")),
          "wording_id",
          {"description", "code", "reason"}};
}

constexpr const char* inputs_query = R"(
    SELECT input_id, role, name, sha256, bytes, format, encoding, delimiter, rows_read, rows_kept, "columns"
    FROM inputs)";

/// What each mark of a place means: derived_v3.sql.
constexpr const char* demand_query = R"(
    SELECT regexp_replace(d.country, '^(@[0-9]+[|])?[=~]?', '') AS country, c.name AS country_name,
      contains(d.country, '=') AS origin_stated, contains(d.country, '~') AS from_trader,
      starts_with(d.country, '@') AS from_disclosed_supplier, d.sector, s.name AS sector_name, d.lines, round(d.spend_usd, 2) AS spend_usd, round(d.base_usd, 2) AS base_usd
    FROM demand d LEFT JOIN reference.countries c ON c.iso3 = regexp_replace(d.country, '^(@[0-9]+[|])?[=~]?', '')
    LEFT JOIN reference.sectors s ON s.sector = d.sector)";

}  // namespace

std::vector<Export> ledger_exports(bool name_suppliers) {
  return {{"inputs", inputs_query, "input_id", {"name"}},
          issues(name_suppliers),
          {"coverage",
           "SELECT item, share, round(usd, 2) AS usd, lines, note FROM coverage",
           "item, note",
           {}},
          {"demand_steps", "SELECT * FROM demand_steps", "step", {}},
          {"demand",
           demand_query,
           "country, origin_stated, from_trader, from_disclosed_supplier, sector",
           {}},
          classification(name_suppliers)};
}

}  // namespace headwater
