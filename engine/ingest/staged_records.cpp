#include "ingest/staged_records.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace headwater {
namespace {

constexpr std::int64_t page_size = 1 << 16;
/// Equal rows told one by one; of a list with a million of them the rest is told as a number.
constexpr std::int64_t most_told_duplicates = 1000;

std::string cells_of_page(const Staged& staged, std::int64_t from) {
  return fmt::format(
      "SELECT rowid + 1, {} FROM staged WHERE rowid >= {} AND rowid < {} ORDER BY rowid",
      staged_columns(staged.width + staged.surplus), from, from + page_size);
}

/// Of all cells with their borders, so that "a","bc" differs from "ab","c".
std::uint64_t fingerprint(const std::vector<std::string_view>& cells, std::string& buffer) {
  buffer.clear();
  for (const std::string_view cell : cells) {
    buffer.append(cell);
    buffer += '\x1F';
  }
  return XXH3_64bits(buffer.data(), buffer.size());
}

}  // namespace

StagedRecords::StagedRecords(Connection& connection, const Staged& staged,
                             const Recognised& recognised, Problems& problems,
                             Duplicates duplicates)
    : staged_(staged),
      problems_(problems),
      tells_duplicates_(duplicates == Duplicates::told),
      connection_(connection),
      page_(staged.header),
      cells_(staged.width) {
  if (tells_duplicates_) {
    seen_.reserve(static_cast<std::size_t>(std::max<std::int64_t>(staged.data_records(), 0)));
  }
  for (const auto& [field, columns] : recognised.columns) {
    sources_.push_back({field, &columns, nullptr});
  }
  for (const auto& [field, constant] : recognised.constants) {
    const auto known = std::ranges::find(sources_, field, &Source::field);
    Source& from = known == sources_.end() ? sources_.emplace_back() : *known;
    from.field = field;
    from.constant = &constant;
  }
}

bool StagedRecords::next_cells() {
  while (!rows_ || !rows_->next()) {
    if (page_ >= staged_.records) {
      return false;
    }
    rows_.emplace(connection_.query(cells_of_page(staged_, page_)));
    page_ += page_size;
  }
  return true;
}

bool StagedRecords::next() {
  while (next_cells()) {
    row_ = *rows_->row().integer(0);
    if (is_usable(rows_->row())) {
      tell_empty();
      tell_duplicate();
      return true;
    }
  }
  ++row_;
  tell_empty();
  tell_more_duplicates();
  return false;
}

bool StagedRecords::is_usable(const Row& cells) {
  bool empty = true;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cells_[i] = trimmed(cells.text(i + 1).value_or(""));
    empty = empty && cells_[i].empty();
  }
  while (next_rejected_ < staged_.rejected.size() && staged_.rejected[next_rejected_] < row_) {
    ++next_rejected_;
  }
  if (next_rejected_ < staged_.rejected.size() && staged_.rejected[next_rejected_] == row_) {
    return false;
  }
  if (has_surplus(cells)) {
    return false;
  }
  if (empty && empty_from_ == 0) {
    empty_from_ = row_;
  }
  if (!empty) {
    tell_missing(cells);
  }
  return !empty;
}

bool StagedRecords::has_surplus(const Row& cells) {
  for (std::size_t i = 0; i < staged_.surplus; ++i) {
    if (const auto cell = cells.text(cells_.size() + 1 + i); cell && !trimmed(*cell).empty()) {
      problems_.error(
          {row_, "", *cell}, fmt::format("more cells than the header's {}", cells_.size()),
          "the row was left out; put quotation marks around a cell that holds the delimiter");
      return true;
    }
  }
  return false;
}

/// In a text a cell that is not there is NULL, an empty one is not.
void StagedRecords::tell_missing(const Row& cells) {
  if (staged_.surplus > 0 && cells_.size() > 1 && cells.is_null(cells_.size())) {
    problems_.warning({row_, "", cells_[0]},
                      fmt::format("fewer cells than the header's {}", cells_.size()),
                      "the missing cells were taken as blank; look whether the row is complete");
  }
}

/// Called at the first record after a run of empty ones.
void StagedRecords::tell_empty() {
  if (empty_from_ == 0) {
    return;
  }
  const std::int64_t last = row_ - 1;
  problems_.note({empty_from_, "", ""},
                 last > empty_from_
                     ? fmt::format("empty rows, {} to {}", problems_.row_in_file(empty_from_),
                                   problems_.row_in_file(last))
                     : "an empty row",
                 "nothing was read from there; delete it if it means nothing");
  empty_from_ = 0;
}

void StagedRecords::tell_duplicate() {
  if (!tells_duplicates_) {
    return;
  }
  const auto [first, is_new] = seen_.emplace(fingerprint(cells_, buffer_), row_);
  if (!is_new && ++duplicates_ <= most_told_duplicates) {
    problems_.note({row_, "", excerpt(cells_[0])},
                   fmt::format("the same as row {} in every column", first->second),
                   "it was kept; delete it if it was entered twice");
  }
}

void StagedRecords::tell_more_duplicates() {
  if (duplicates_ > most_told_duplicates) {
    problems_.note({},
                   fmt::format("{} more rows are the same as an earlier one in every column",
                               duplicates_ - most_told_duplicates),
                   "they were kept; delete those that were entered twice");
  }
  duplicates_ = 0;
}

const StagedRecords::Source* StagedRecords::source(std::string_view field) const {
  const auto found = std::ranges::find(sources_, field, &Source::field);
  return found == sources_.end() ? nullptr : &*found;
}

std::optional<std::string_view> StagedRecords::text(std::string_view field) const {
  const Source* from = source(field);
  if (from == nullptr) {
    return std::nullopt;
  }
  if (from->columns) {
    for (const std::size_t at : *from->columns) {
      if (!cells_[at].empty()) {
        return cells_[at];
      }
    }
  }
  return from->constant ? std::optional<std::string_view>(*from->constant) : std::nullopt;
}

std::vector<std::string_view> StagedRecords::all(std::string_view field) const {
  std::vector<std::string_view> found;
  const Source* from = source(field);
  if (from == nullptr) {
    return found;
  }
  if (from->columns) {
    for (const std::size_t at : *from->columns) {
      if (!cells_[at].empty()) {
        found.push_back(cells_[at]);
      }
    }
  }
  if (found.empty() && from->constant) {
    found.push_back(*from->constant);
  }
  return found;
}

}  // namespace headwater
