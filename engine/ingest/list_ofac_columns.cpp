#include "ingest/list_ofac_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/text.h"

namespace headwater {
namespace {

constexpr std::string_view end_of_file = "\x1A";  // the last record, as DOS ended files
constexpr std::int64_t sampled_records = 200;
constexpr std::size_t most_digits = 9;

/// A column and the field it is; empty: not used.
struct Column {
  const char* name;
  const char* field;
};

struct Layout {
  std::string_view format;
  std::vector<Column> columns;
};

/// As OFAC's description of its legacy files names the columns.
const std::vector<Layout>& layouts() {
  static const std::vector<Layout> all = {{ofac_names,
                                           {{"ent_num", "external_id"},
                                            {"SDN_Name", "name"},
                                            {"SDN_Type", "schema"},
                                            {"Program", "topics"},
                                            {"Title", ""},
                                            {"Call_Sign", ""},
                                            {"Vess_type", ""},
                                            {"Tonnage", ""},
                                            {"GRT", ""},
                                            {"Vess_flag", "country"},
                                            {"Vess_owner", ""},
                                            {"Remarks", "remarks"}}},
                                          {ofac_aliases,
                                           {{"ent_num", "external_id"},
                                            {"alt_num", ""},
                                            {"alt_type", "alias_type"},
                                            {"alt_name", "alias"},
                                            {"alt_remarks", "remarks"}}},
                                          {ofac_addresses,
                                           {{"ent_num", "external_id"},
                                            {"Add_num", ""},
                                            {"Address", ""},
                                            {"City/State/Postal", ""},
                                            {"Country", "country"},
                                            {"Add_remarks", ""}}}};
  return all;
}

bool is_written_like_ofac(const std::vector<std::string>& record) {
  return !record.empty() && ofac_number(trimmed(record[0])) &&
         std::ranges::any_of(record,
                             [](const auto& cell) { return trimmed(cell) == ofac_nothing; });
}

/// Of most records: one with a stray comma does not change what the file is.
std::size_t usual_width(Connection& connection, const Staged& staged) {
  std::string cells;
  for (std::size_t i = 0; i < staged.width + staged.surplus; ++i) {
    cells += fmt::format("{}(c{} IS NOT NULL)::INT", i == 0 ? "" : " + ", i);
  }
  const auto width = connection.integer(
      fmt::format("SELECT w FROM (SELECT {} AS w FROM staged WHERE rowid < {}) GROUP BY w ORDER BY "
                  "count(*) DESC, w LIMIT 1",
                  cells, sampled_records));
  return static_cast<std::size_t>(width.value_or(0));
}

void drop_end_of_file(Connection& connection, Staged& staged) {
  const auto last = first_records(connection, staged, staged.records - 1, 1);
  if (staged.records > 1 && last.size() == 1 && last[0][0] == end_of_file) {
    connection.run(fmt::format("DELETE FROM staged WHERE rowid = {}", staged.records - 1));
    --staged.records;
  }
}

}  // namespace

std::optional<std::int64_t> ofac_number(std::string_view cell) {
  std::int64_t number = 0;
  const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  const bool whole = result.ec == std::errc{} && result.ptr == cell.data() + cell.size();
  return whole && number >= 0 && cell.size() <= most_digits ? std::optional(number) : std::nullopt;
}

void name_ofac_columns(Connection& connection, Staged& staged, const std::string& file) {
  drop_end_of_file(connection, staged);
  const auto sample = first_records(connection, staged, 0, sampled_records);
  const auto like = std::ranges::count_if(sample, is_written_like_ofac);
  if (sample.empty() || static_cast<std::size_t>(like) * 10 < sample.size() * 9) {
    return;
  }
  const std::size_t width = usual_width(connection, staged);
  const auto layout = std::ranges::find_if(
      layouts(), [&](const Layout& known) { return known.columns.size() == width; });
  if (layout == layouts().end()) {
    throw Error(
        fmt::format("{}: is written like OFAC's files (a number first, -0- for nothing) and has {} "
                    "columns; they have 12 (SDN.CSV), 5 (ALT.CSV) or 6 (ADD.CSV). Fetch it again",
                    file, width));
  }
  staged.surplus += staged.width - width;
  staged.width = width;
  staged.format = layout->format;
  for (const Column& column : layout->columns) {
    staged.columns.emplace_back(column.name);
    staged.stated.fields.emplace_back(column.field);
  }
}

bool is_ofac(const Staged& staged) { return staged.format.starts_with("ofac "); }

}  // namespace headwater
