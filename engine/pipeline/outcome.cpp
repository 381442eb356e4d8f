#include "pipeline/outcome.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/error.h"

namespace headwater {
namespace {

/// One line for each stage, of figures that the case holds.
const char* sentence_sql(Stage stage) {
  switch (stage) {
    case Stage::ingest:
    case Stage::share:
      return nullptr;
    case Stage::classify:
      return "SELECT format('{} different wordings and codes; {} of {} purchases classified', "
             "(SELECT count(*) FROM wordings), count(DISTINCT purchase_id) FILTER (basis <> "
             "'none'), (SELECT count(*) FROM purchases)) "
             "FROM purchase_wordings JOIN wordings USING (wording_id)";
    case Stage::resolve:
      return "SELECT format('{} spellings of {} suppliers; {} with a name like one on a list', "
             "(SELECT count(*) FROM spellings), (SELECT count(*) FROM entities), "
             "(SELECT count(DISTINCT entity_id) FROM screening WHERE decision <> 'no'))";
    case Stage::trace:
      return "SELECT format('{} sectors at {} addresses traced; {} of the expected exposure lies "
             "beyond the direct suppliers', (SELECT count(DISTINCT sector) FROM demand), "
             "(SELECT count(DISTINCT country) FROM demand), (SELECT printf('%.0f%%', 100 * "
             "sum(share)) FROM tiers WHERE tier > 1))";
    case Stage::score:
      return "SELECT format('{} suppliers ranked, {} too uncertain or without an amount', "
             "count(*) FILTER (exposure_rank IS NOT NULL AND NOT abstains), "
             "count(*) FILTER (exposure_rank IS NULL OR abstains)) FROM supplier_risk";
    case Stage::plan:
      return "SELECT format('Plan: {} choices of {} measures for USD {}: expected reduction {} "
             "({}–{}) of the exposure, effects assumed; no plan is better by more than {}', "
             "(SELECT count(*) FROM plan_choices), (SELECT count(*) FROM plan_measures), "
             "printf('%,d', CAST(round(t['spent_usd']) AS BIGINT)), "
             "printf('%.1f%%', 100 * t['reduction']), printf('%.1f%%', 100 * t['reduction_low']), "
             "printf('%.1f%%', 100 * t['reduction_high']), printf('%.2f%%', 100 * t['gap'])) "
             "FROM (SELECT map_from_entries(list((key, value))) AS t FROM plan_totals) WHERE "
             "t['spent_usd'] IS NOT NULL";
  }
  return nullptr;
}

}  // namespace

std::string outcome(Connection& connection, Stage stage) {
  const char* sql = sentence_sql(stage);
  return sql ? connection.text(sql, {}).value_or("") : "";
}

void write_issues(Connection& connection, const std::filesystem::path& file) {
  connection.run(
      fmt::format("COPY (SELECT * EXCLUDE (issue_id) FROM issues ORDER BY issue_id) TO {} "
                  "(FORMAT csv, HEADER)",
                  sql_text(file.string())));
}

void require_writable(const std::filesystem::path& file) {
  if (!std::ofstream(file, std::ios::app)) {
    throw Error(fmt::format("{}: cannot be written: {}", file.string(), std::strerror(errno)));
  }
}

}  // namespace headwater
