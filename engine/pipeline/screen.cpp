#include "pipeline/screen.h"

#include <array>
#include <string_view>
#include <unordered_map>

#include "base/appender.h"

namespace headwater {
namespace {

struct ListEntry {
  std::string external_id;
  std::string list;
  std::string list_date;
  std::string edition;
  std::string source;
};

std::unordered_map<std::int64_t, ListEntry> entries_by_id(Connection& connection) {
  std::unordered_map<std::int64_t, ListEntry> entries;
  Rows rows = connection.query(
      "SELECT entry_id, coalesce(external_id, CAST(\"row\" AS VARCHAR)), list, list_date, edition, "
      "source FROM list_entries");
  while (rows.next()) {
    const Row& row = rows.row();
    const auto text = [&](std::size_t column) {
      return std::string(row.text(column).value_or(""));
    };
    entries.emplace(*row.integer(0), ListEntry{text(1), text(2), text(3), text(4), text(5)});
  }
  return entries;
}

std::vector<NameRecord> listed_names(Connection& connection) {
  std::vector<NameRecord> records;
  Rows rows = connection.query(
      "SELECT n.entry_id, n.name, e.country, "
      "CASE WHEN contains(e.identifiers, ';') THEN NULL ELSE e.identifiers END "  // several settle
      "FROM list_names n JOIN list_entries e "                                    // nothing
      "USING (entry_id) WHERE coalesce(e.kind, 'unknown') IN ('company', 'vessel', 'unknown') "
      "ORDER BY n.entry_id, n.name");
  const auto optional_text = [](std::optional<std::string_view> text) {
    return text ? std::optional<std::string>(*text) : std::nullopt;
  };
  while (rows.next()) {
    const Row& row = rows.row();
    records.push_back({*row.integer(0), std::string(row.text(1).value_or("")),
                       optional_text(row.text(2)), optional_text(row.text(3))});
  }
  return records;
}

std::optional<std::string_view> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

std::string_view name(Decision decision) {
  static constexpr std::array<std::string_view, 3> names = {"no", "possible", "match"};
  return names.at(static_cast<std::size_t>(decision));
}

}  // namespace

void screen_file(Connection& connection, const std::filesystem::path& names,
                 const std::vector<std::filesystem::path>& lists, const ScreenOptions& options,
                 const Progress& progress) {
  ingest(connection,
         {.ledgers = {}, .links = {}, .facilities = {}, .lists = lists, .column_mapping = {}},
         progress);
  const auto entries = entries_by_id(connection);
  const NameIndex index(listed_names(connection));
  const std::vector<NameRow> rows = read_names(connection, names);
  std::vector<NameRecord> queries;
  for (const NameRow& row : rows) {
    queries.push_back({row.row, row.name, row.country, row.identifier});
  }
  const auto found = index.screen(queries, options);
  connection.run(
      "CREATE TABLE screened (query_row BIGINT, query_name TEXT, candidate_id TEXT, candidate_name "
      "TEXT, "
      "list TEXT, score DOUBLE, decision TEXT, reasons TEXT, listed_on TEXT, list_edition TEXT, "
      "source TEXT)");
  Appender appender(connection, "screened");
  for (std::size_t q = 0; q < queries.size(); ++q) {
    for (const NameCandidate& c : found[q]) {
      const ListEntry& entry = entries.at(c.id);
      appender.row(rows[q].row, rows[q].name, entry.external_id, c.name, entry.list, c.score,
                   name(c.decision), c.reasons, given(entry.list_date), given(entry.edition),
                   given(entry.source));
    }
  }
  appender.close();
}

}  // namespace headwater
