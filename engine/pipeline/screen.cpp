#include "pipeline/screen.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

namespace headwater {
namespace {

constexpr std::size_t names_a_batch = 8192;
constexpr std::size_t candidates_a_batch = 65536;
constexpr std::size_t fewest_names = 64;

std::optional<std::string> joined(const std::vector<std::string>& parts) {
  return parts.empty() ? std::nullopt : std::optional(fmt::format("{}", fmt::join(parts, ";")));
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
    return std::tuple(-a.found.score, a.index, a.found.id) <
           std::tuple(-b.found.score, b.index, b.found.id);
  });
  std::vector<ScreenedCandidate> kept;
  for (ScreenedCandidate& candidate : candidates) {
    const bool known = std::ranges::any_of(kept, [&](const auto& other) {
      return other.index == candidate.index && other.found.id == candidate.found.id;
    });
    if (!known && kept.size() < top) {
      kept.push_back(std::move(candidate));
    }
  }
  candidates = std::move(kept);
}

/// What a list itself calls weak is never more than possible.
void weaken(NameCandidate& candidate) {
  if (is_weak(candidate)) {
    candidate.decision = std::min(candidate.decision, Decision::possible);
    candidate.reasons += "; the list calls this alias weak";
  }
}

std::vector<Screened> screened(std::span<const NameIndex> indexes, std::vector<NameRow> rows,
                               const ScreenOptions& options) {
  const std::vector<NameRecord> records = records_of(rows);
  std::vector<Screened> result;
  result.reserve(rows.size());
  for (NameRow& row : rows) {
    result.push_back({std::move(row), {}});
  }
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    auto found = indexes[i].screen(records, options);
    for (std::size_t r = 0; r < records.size(); ++r) {
      auto& candidates = result[static_cast<std::size_t>(records[r].id)].candidates;
      for (NameCandidate& candidate : found[r]) {
        weaken(candidate);
        candidates.push_back({std::move(candidate), records[r].name, i});
      }
    }
  }
  for (Screened& one : result) {
    if (indexes.size() > 1 || !one.query.other_names.empty()) {
      keep_best(one.candidates, options.top);
    }
  }
  return result;
}

std::vector<NameIndex> indexes_of(Connection& connection, const ScreenRequest& request,
                                  const Progress& progress) {
  std::vector<NameIndex> indexes;
  for (const std::filesystem::path& file : request.indexes) {
    indexes.push_back(NameIndex::open(file));
  }
  if (!request.lists.empty()) {
    ingest(connection,
           {.ledgers = {},
            .links = {},
            .facilities = {},
            .lists = request.lists,
            .column_mapping = {}},
           progress);
    indexes.emplace_back(listed_names(connection), request.options.threads);
  }
  return indexes;
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
  const std::vector<NameIndex> indexes = indexes_of(of_lists, request, progress);
  const std::size_t batch =
      std::clamp(candidates_a_batch / request.options.top, fewest_names, names_a_batch);
  std::size_t done = 0;
  while (true) {
    std::vector<NameRow> rows = file.next(batch);
    if (rows.empty()) {
      return;
    }
    done += rows.size();
    use(screened(indexes, std::move(rows), request.options));
    report(progress, fmt::format("{} names screened", done), file.share_read());
  }
}

}  // namespace headwater
