#include "network/table_notes.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace headwater {
namespace {

std::string csv(const fs::path& file) {
  return "read_csv(" + sql_text(file.string()) + ", header = true, all_varchar = true)";
}

std::string text_at(const Row& row, std::size_t column) {
  return std::string(row.text(column).value_or(""));
}

bool has_column(Connection& connection, const std::string& from, const std::string& column) {
  const auto names = connection.query("SELECT * FROM " + from + " LIMIT 0").names();
  return std::ranges::find(names, column) != names.end();
}

void read_regions(Connection& connection, const std::string& regions, TableNotes& notes) {
  Rows rows = connection.query("SELECT region, kind FROM " + regions);
  while (rows.next()) {
    notes.kinds[text_at(rows.row(), 0)] = rows.row().text(1).value_or("country");
  }
  if (!has_column(connection, regions, "members")) {
    return;
  }
  Rows members =
      connection.query("SELECT region, unnest(string_split(trim(members), ' ')) AS member FROM " +
                       regions + " WHERE trim(coalesce(members, '')) <> '' ORDER BY ALL");
  while (members.next()) {
    notes.members[text_at(members.row(), 0)].push_back(text_at(members.row(), 1));
  }
}

}  // namespace

TableNotes table_notes(Connection& connection, const fs::path& folder) {
  TableNotes notes;
  if (fs::exists(folder / "regions.csv")) {
    read_regions(connection, csv(folder / "regions.csv"), notes);
  }
  if (fs::exists(folder / "sectors.csv")) {
    Rows rows = connection.query("SELECT sector FROM " + csv(folder / "sectors.csv") +
                                 " WHERE kind = 'synthetic'");
    while (rows.next()) {
      notes.split_sectors.insert(text_at(rows.row(), 0));
    }
  }
  if (fs::exists(folder / "table.json")) {
    notes.year = connection.integer("SELECT TRY_CAST(year AS BIGINT) FROM read_json(" +
                                    sql_text((folder / "table.json").string()) +
                                    ", columns = {year: 'VARCHAR'})");
  }
  return notes;
}

}  // namespace headwater
