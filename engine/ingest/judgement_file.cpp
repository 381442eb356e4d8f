#include "ingest/judgement_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "ingest/source_file.h"
#include "ingest/staged_records.h"

namespace headwater {
namespace {

constexpr std::array<std::string_view, 7> columns = {
    "subject", "subject_country", "object", "object_country", "verdict", "who", "why"};
constexpr std::array<std::string_view, 3> needed = {"subject", "object", "verdict"};

std::string key(std::string_view column) {
  std::string words = fold_words(column);
  std::ranges::replace(words, ' ', '_');
  return words;
}

/// The header is the first record; formats with names of their own bring them.
void name_columns(Connection& connection, Staged& staged) {
  if (!staged.columns.empty()) {
    return;
  }
  const auto records = first_records(connection, staged, 0, 1);
  staged.columns = records.empty() ? std::vector<std::string>() : records[0];
  staged.columns.resize(staged.width);
  staged.header = 1;
}

Recognised recognised(const Staged& staged, const std::filesystem::path& file) {
  Recognised result;
  for (std::size_t at = 0; at < staged.columns.size(); ++at) {
    const std::string name = key(staged.columns[at]);
    if (std::ranges::find(columns, name) != columns.end()) {
      result.columns[name].push_back(at);
    }
  }
  for (const std::string_view column : needed) {
    if (!result.has(column)) {
      throw Error(fmt::format("{}: has no column '{}'; a file of judgements has {}", file.string(),
                              column, fmt::join(columns, ", ")));
    }
  }
  return result;
}

}  // namespace

std::vector<JudgementRow> read_judgements(Connection& connection,
                                          const std::filesystem::path& file) {
  Problems problems(file.filename().string());
  Staged staged = stage(connection, file, {}, problems);
  name_columns(connection, staged);
  const Recognised columns_of = recognised(staged, file);
  StagedRecords records(connection, staged, columns_of, problems);
  std::vector<JudgementRow> rows;
  while (records.next()) {
    const auto text = [&](std::string_view field) {
      return std::string(records.text(field).value_or(""));
    };
    rows.push_back({records.row(), text("subject"), text("subject_country"), text("object"),
                    text("object_country"), text("verdict"), text("who"), text("why")});
  }
  record(connection, "judge", problems.issues());
  return rows;
}

}  // namespace headwater
