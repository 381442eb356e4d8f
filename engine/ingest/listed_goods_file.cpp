#include "ingest/listed_goods_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "ingest/source_file.h"
#include "ingest/staged_records.h"

namespace headwater {
namespace {

constexpr std::array<std::string_view, 7> columns = {
    "edition", "good", "country", "iso3", "sector", "forced_labor", "forced_child_labor"};
constexpr std::array<std::string_view, 3> needed = {"edition", "good", "country"};
// The list is published since 2009; a year out of reach is a slip of the pen.
constexpr int first_edition = 2009;
constexpr int last_edition = 2100;
// An edition has some hundred rows; what is far beyond that is another file.
constexpr std::int64_t most_rows = 1'000'000;

std::string key(std::string_view column) {
  std::string words = fold_words(column);
  std::ranges::replace(words, ' ', '_');
  return words;
}

/// The header is the first record; formats with names of their own bring them. Cells beyond the
/// header's belong to no column.
void name_columns(Connection& connection, Staged& staged) {
  if (!staged.columns.empty()) {
    return;
  }
  const auto records = first_records(connection, staged, 0, 1);
  staged.columns = records.empty() ? std::vector<std::string>() : records[0];
  while (!staged.columns.empty() && trimmed(staged.columns.back()).empty()) {
    staged.columns.pop_back();
  }
  staged.surplus += staged.width - staged.columns.size();
  staged.width = staged.columns.size();
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
      throw Error(fmt::format("{}: has no column '{}'; editions of a list of goods have {}",
                              file.string(), column, fmt::join(columns, ", ")));
    }
  }
  return result;
}

std::optional<int> year(std::string_view text) {
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = code == std::errc() && end == text.data() + text.size();
  return whole && value >= first_edition && value <= last_edition ? std::optional(value)
                                                                  : std::nullopt;
}

class GoodsReader {
 public:
  GoodsReader(StagedRecords& records, Problems& problems)
      : records_(records), problems_(problems) {}

  std::optional<ListedRow> here() {
    const auto edition = year(text("edition"));
    if (!edition) {
      problems_.warning({records_.row(), "edition", text("edition")},
                        "the edition is not a year of the list",
                        "write the year, for example 2018: the row was left out");
      return std::nullopt;
    }
    for (const std::string_view field : {"good", "country"}) {
      if (fold_words(text(field)).empty()) {
        problems_.warning({records_.row(), field, text(field)}, "the cell names nothing",
                          "write the name: the row was left out");
        return std::nullopt;
      }
    }
    const auto forced = flag("forced_labor");
    const auto forced_child = flag("forced_child_labor");
    ListedRow row{.row = records_.row(),
                  .edition = *edition,
                  .good = std::string(text("good")),
                  .country = std::string(text("country")),
                  .iso3 = std::string(text("iso3")),
                  .sector = std::string(text("sector")),
                  .forced_labour = forced};
    if (forced_child.value_or(false) || !forced) {
      row.forced_labour = forced_child;
    }
    return row;
  }

 private:
  std::string_view text(std::string_view field) const { return records_.text(field).value_or(""); }

  std::optional<bool> flag(std::string_view field) {
    const std::string_view cell = text(field);
    if (cell == "0" || cell == "1") {
      return cell == "1";
    }
    if (!cell.empty()) {
      problems_.warning({records_.row(), field, cell}, "neither 0 nor 1",
                        "write 1 or 0: it is taken as unknown");
    }
    return std::nullopt;
  }

  StagedRecords& records_;
  Problems& problems_;
};

}  // namespace

std::vector<ListedRow> read_listed_goods(Connection& connection,
                                         const std::filesystem::path& file) {
  Problems problems(file.filename().string());
  Staged staged = stage(connection, file, {}, problems);
  name_columns(connection, staged);
  if (staged.records > most_rows) {
    throw Error(fmt::format("{}: has {} rows, which no list of goods has; give the list itself",
                            file.string(), staged.records));
  }
  const Recognised columns_of = recognised(staged, file);
  StagedRecords records(connection, staged, columns_of, problems);
  GoodsReader reader(records, problems);
  std::vector<ListedRow> rows;
  while (records.next()) {
    if (auto row = reader.here()) {
      rows.push_back(std::move(*row));
    }
  }
  record(connection, "hindcast", problems.issues());
  return rows;
}

}  // namespace headwater
