#include "ingest/dated_cells.h"

#include <fmt/format.h>

#include <cstdlib>

namespace headwater {

void DatedCells::tell(const ParsedDate& parsed, const ProblemPlace& place,
                      Problems& problems) const {
  if (parsed.state == DateState::ambiguous) {
    problems.warning(
        place,
        order_ == DateOrder::mixed
            ? "day and month may be either way round: the column has both orders"
            : "day and month may be either way round: no other date tells which",
        "only the year was kept; say date_order = \"day first\" or \"month first\" in the mapping");
  } else if (parsed.state == DateState::not_a_date) {
    problems.warning(place, "not a date",
                     "the row is kept without date; write dates as 2015-03-04");
  }
}

When DatedCells::read(const Cells& cells, std::int64_t row, Problems& problems) {
  When when;
  for (const std::string_view cell : cells.dates) {
    const ParsedDate& parsed =
        by_text_.of(cell, [&](std::string_view text) { return parse_date(text, order_); });
    if (parsed.state == DateState::value) {
      when.days = days_since_1970(parsed.date);
    }
    when.year = parsed.year;
    tell(parsed, {row, cells.date_column, cell}, problems);
    if (when.year) {
      break;
    }
  }
  if (!cells.year) {
    return when;
  }
  const auto year = parse_year(*cells.year);
  if (!year) {
    problems.warning({row, "year", *cells.year}, "not a year from 1900 to 2100",
                     "write it as 2015");
  } else if (!when.year) {
    when.year = year;
  } else if (std::abs(*year - *when.year) > 1) {
    problems.warning({row, "year", *cells.year},
                     fmt::format("differs from the date's year, {}", *when.year),
                     "the date's year was used; correct one of them");
  }
  return when;
}

}  // namespace headwater
