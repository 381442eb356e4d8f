#include "pipeline/screen.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace headwater {
namespace {

constexpr std::size_t names_a_batch = 8192;
constexpr std::size_t candidates_a_batch = 65536;
constexpr std::size_t fewest_names = 64;

using Entries = std::unordered_map<std::int64_t, ListEntry>;

std::string text(const Row& row, std::size_t column) {
  return std::string(row.text(column).value_or(""));
}

std::optional<std::string> optional_text(const Row& row, std::size_t column) {
  const auto value = row.text(column);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::vector<std::string> parts(std::string_view joined) {
  std::vector<std::string> result;
  while (!joined.empty()) {
    const std::size_t end = joined.find(';');
    result.emplace_back(joined.substr(0, end));
    joined.remove_prefix(end == std::string_view::npos ? joined.size() : end + 1);
  }
  return result;
}

std::optional<std::string> joined(const std::vector<std::string>& parts) {
  return parts.empty() ? std::nullopt : std::optional(fmt::format("{}", fmt::join(parts, ";")));
}

Entries entries_by_id(Connection& connection) {
  Entries entries;
  Rows rows = connection.query(
      "SELECT entry_id, coalesce(external_id, CAST(\"row\" AS VARCHAR)), list, name, kind, "
      "country, topics, list_date, edition, source FROM list_entries WHERE coalesce(kind, "
      "'unknown') <> 'person'");
  while (rows.next()) {
    const Row& row = rows.row();
    entries.emplace(*row.integer(0),
                    ListEntry{.id = text(row, 1),
                              .list = text(row, 2),
                              .name = text(row, 3),
                              .schema = row.text(4) == "vessel" ? "Vessel" : "LegalEntity",
                              .countries = parts(row.text(5).value_or("")),
                              .topics = parts(row.text(6).value_or("")),
                              .listed_on = optional_text(row, 7),
                              .edition = optional_text(row, 8),
                              .source = optional_text(row, 9)});
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
  while (rows.next()) {
    const Row& row = rows.row();
    records.push_back(
        {*row.integer(0), text(row, 1), optional_text(row, 2), optional_text(row, 3)});
  }
  return records;
}

/// A party's names, one record each; the id is the party's place in the batch.
std::vector<NameRecord> records_of(const std::vector<NameRow>& rows) {
  std::vector<NameRecord> records;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const NameRow& row = rows[i];
    const auto id = static_cast<std::int64_t>(i);
    const auto country = joined(row.countries);
    const auto identifier = row.identifiers.size() == 1 ? joined(row.identifiers) : std::nullopt;
    records.push_back({id, row.name, country, identifier});
    for (const std::string& name : row.other_names) {
      records.push_back({id, name, country, identifier});
    }
  }
  return records;
}

/// Found by several names of the query, an entry counts once, by the best of them.
void keep_best(std::vector<ScreenedCandidate>& candidates, std::size_t top) {
  std::ranges::stable_sort(candidates, [](const auto& a, const auto& b) {
    return std::tuple(-a.found.score, a.found.id) < std::tuple(-b.found.score, b.found.id);
  });
  std::vector<ScreenedCandidate> kept;
  for (ScreenedCandidate& candidate : candidates) {
    const bool known = std::ranges::any_of(
        kept, [&](const auto& other) { return other.found.id == candidate.found.id; });
    if (!known && kept.size() < top) {
      kept.push_back(std::move(candidate));
    }
  }
  candidates = std::move(kept);
}

std::vector<Screened> screened(const NameIndex& index, const Entries& entries,
                               std::vector<NameRow> rows, const ScreenOptions& options) {
  const std::vector<NameRecord> records = records_of(rows);
  auto found = index.screen(records, options);
  std::vector<Screened> result;
  result.reserve(rows.size());
  for (NameRow& row : rows) {
    result.push_back({std::move(row), {}});
  }
  for (std::size_t r = 0; r < records.size(); ++r) {
    auto& candidates = result[static_cast<std::size_t>(records[r].id)].candidates;
    for (NameCandidate& candidate : found[r]) {
      const ListEntry* entry = &entries.at(candidate.id);
      candidates.push_back({std::move(candidate), entry, records[r].name});
    }
  }
  for (Screened& one : result) {
    if (!one.query.other_names.empty()) {
      keep_best(one.candidates, options.top);
    }
  }
  return result;
}

}  // namespace

std::string_view name(Decision decision) {
  static constexpr std::array<std::string_view, 3> names = {"no", "possible", "match"};
  return names.at(static_cast<std::size_t>(decision));
}

void screen_file(Database& database, const ScreenRequest& request,
                 const std::function<void(std::span<const Screened>)>& use,
                 const Progress& progress) {
  // Each lays its files out in the temporary table `staged` of its own connection.
  Connection of_names = database.connect();
  Connection of_lists = database.connect();
  NameFile file(of_names, request.names);
  ingest(
      of_lists,
      {.ledgers = {}, .links = {}, .facilities = {}, .lists = request.lists, .column_mapping = {}},
      progress);
  const Entries entries = entries_by_id(of_lists);
  const NameIndex index(listed_names(of_lists), request.options.threads);
  const std::size_t batch =
      std::clamp(candidates_a_batch / request.options.top, fewest_names, names_a_batch);
  std::size_t done = 0;
  while (true) {
    std::vector<NameRow> rows = file.next(batch);
    if (rows.empty()) {
      return;
    }
    done += rows.size();
    use(screened(index, entries, std::move(rows), request.options));
    report(progress, fmt::format("{} names screened", done), file.share_read());
  }
}

}  // namespace headwater
