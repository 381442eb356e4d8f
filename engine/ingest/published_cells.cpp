#include "ingest/published_cells.h"

#include <fmt/format.h>

#include <charconv>

#include "base/error.h"

namespace headwater {
namespace {

std::string key(std::string_view region, std::string_view sector) {
  return std::string(region).append("\n").append(sector);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

CellPlaces::CellPlaces(std::span<const PublishedCell> cells, const std::string& where) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!places_.emplace(key(cells[i].region, cells[i].sector), i).second) {
      throw Error(fmt::format("{}: names {} twice; remove one, or fetch the file again", where,
                              named(cells[i])));
    }
  }
}

std::size_t CellPlaces::find(std::string_view region, std::string_view sector) const {
  const auto found = places_.find(key(region, sector));
  return found == places_.end() ? npos : found->second;
}

RowsSeen::RowsSeen(std::span<const PublishedCell> cells, std::string where)
    : cells_(cells), where_(std::move(where)), seen_(cells.size(), false) {}

void RowsSeen::see(std::size_t cell) {
  if (seen_[cell]) {
    throw Error(fmt::format("{}: has two rows of {}; remove one, or fetch the file again", where_,
                            named(cells_[cell])));
  }
  seen_[cell] = true;
}

void RowsSeen::require_all() const {
  std::size_t missing = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    first = !seen_[i] && missing == 0 ? i : first;
    missing += seen_[i] ? 0 : 1;
  }
  if (missing > 0) {
    throw Error(
        fmt::format("{}: {} of {} rows are missing, the first is {}; the file is cut "
                    "short, fetch it again",
                    where_, missing, seen_.size(), named(cells_[first])));
  }
}

std::optional<int> year_in(std::string_view name) {
  std::optional<int> year;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (!is_digit(name[at]) || (at > 0 && is_digit(name[at - 1]))) {
      continue;
    }
    std::size_t end = at;
    while (end < name.size() && is_digit(name[end])) {
      ++end;
    }
    int value = 0;
    if (end - at == 4 &&
        std::from_chars(name.data() + at, name.data() + end, value).ec == std::errc() &&
        value >= 1960 && value <= 2100) {
      year = value;
    }
  }
  return year;
}

PublishedCell split_label(std::string_view label) {
  const std::size_t at = label.find('_');
  return at == std::string_view::npos
             ? PublishedCell{{}, std::string(label)}
             : PublishedCell{std::string(label.substr(0, at)), std::string(label.substr(at + 1))};
}

void require_one(const TableFiles& files, const std::vector<std::string>& found) {
  if (found.size() > 1) {
    throw Error(fmt::format("{}: holds several tables ({}, {}); name one of them, or give --year",
                            files.shown(), found[0], found[1]));
  }
}

std::string named(const PublishedCell& cell) {
  return cell.region.empty() ? cell.sector : cell.region + " " + cell.sector;
}

}  // namespace headwater
