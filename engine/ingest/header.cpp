#include "ingest/header.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "ingest/amount.h"
#include "ingest/date.h"

namespace headwater {
namespace {

constexpr std::int64_t header_within = 20;
constexpr std::int64_t sampled_records = 1000;

int known_columns(const std::vector<std::string>& cells, Role role, const KnownNames& known,
                  const ColumnMapping& mapping) {
  int count = 0;
  for (const std::string& cell : cells) {
    const bool mapped = std::ranges::any_of(mapping.columns, [&](const auto& entry) {
      return std::ranges::find(entry.second, std::string(trimmed(cell))) != entry.second.end();
    });
    count += mapped || known.columns.meaning(role, cell) ? 1 : 0;
  }
  return count;
}

/// A header has names in it, not figures.
bool holds_figures(const std::vector<std::string>& cells) {
  return std::ranges::any_of(cells, [](const std::string& cell) {
    return parse_amount(cell, DecimalMark::point).state == AmountState::value ||
           parse_date(cell, DateOrder::unknown).state == DateState::value;
  });
}

/// Columns beyond the header's last name: without name where most records use them, surplus
/// otherwise.
void set_width(Connection& connection, Staged& staged, const std::vector<std::string>& header) {
  std::size_t named = header.size();
  while (named > 1 && trimmed(header[named - 1]).empty()) {
    --named;
  }
  const auto sample = first_records(connection, staged, staged.header, sampled_records);
  std::size_t width = named;
  for (std::size_t at = named; at < staged.width; ++at) {
    const auto used = std::ranges::count_if(
        sample, [&](const auto& record) { return !trimmed(record[at]).empty(); });
    width = static_cast<std::size_t>(used) * 2 > sample.size() ? at + 1 : width;
  }
  staged.surplus += staged.width - width;
  staged.width = width;
}

void name_columns(Staged& staged, const std::vector<std::string>& cells) {
  staged.columns.clear();
  for (std::size_t at = 0; at < staged.width; ++at) {
    const std::string_view cell = at < cells.size() ? trimmed(cells[at]) : "";
    std::string name = cell.empty() ? fmt::format("column {}", at + 1) : std::string(cell);
    if (std::ranges::find(staged.columns, name) != staged.columns.end()) {
      name += fmt::format(" (column {})", at + 1);
    }
    staged.columns.push_back(std::move(name));
  }
}

}  // namespace

void find_header(Connection& connection, Staged& staged, Role role, const KnownNames& known,
                 const ColumnMapping& mapping, Problems& problems) {
  if (!staged.columns.empty()) {
    return;
  }
  const auto records = first_records(connection, staged, 0, header_within);
  std::size_t header = 0;
  int best = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const int count = known_columns(records[i], role, known, mapping);
    if (count > best) {
      best = count;
      header = i;
    }
  }
  if (best == 0) {
    header = static_cast<std::size_t>(
        std::ranges::find_if(records,
                             [](const auto& cells) {
                               return std::ranges::any_of(
                                   cells, [](const auto& cell) { return !trimmed(cell).empty(); });
                             }) -
        records.begin());
  }
  if (header >= records.size() || (best == 0 && holds_figures(records[header]))) {
    problems.warning({}, "no header line was found",
                     "its columns were told by content alone; add a header");
    name_columns(staged, {});
    return;
  }
  staged.header = static_cast<std::int64_t>(header) + 1;
  set_width(connection, staged, records[header]);
  name_columns(staged, records[header]);
  if (header > 0) {
    problems.note({1, "", trimmed(records[0][0])},
                  fmt::format("the header was found in row {}", staged.header),
                  "the rows above it were taken as a title and not read");
  }
}

}  // namespace headwater
