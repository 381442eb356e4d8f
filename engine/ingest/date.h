#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace headwater {

/// Which of two numbers comes first where a date leaves it open (03/04/2015).
enum class DateOrder { unknown, day_first, month_first, mixed };
std::string_view name(DateOrder order);

struct CalendarDate {
  int year = 0;
  int month = 0;
  int day = 0;
  bool operator==(const CalendarDate&) const = default;
};

enum class DateState { value, missing, ambiguous, not_a_date };

struct ParsedDate {
  DateState state = DateState::missing;
  CalendarDate date;        ///< only where state is `value`
  std::optional<int> year;  ///< also where day and month are in doubt but the year is not
};

/// Reads one date, with or without a time: 2015-03-04, 20150304, 04.03.2015, 3/4/15, 4 March 2015,
/// March 4, 2015, 4-Mar-15, month names in twelve languages. Two-digit years are read as 1970 to
/// 2069.
ParsedDate parse_date(std::string_view text, DateOrder column);

/// What the values of a column say about their order.
class DateEvidence {
 public:
  void see(std::string_view text);
  DateOrder order() const;

 private:
  long day_first_ = 0;
  long month_first_ = 0;
};

/// A year alone: "2015", "2015.0". Years outside 1900 to 2100 are none.
std::optional<int> parse_year(std::string_view text);

/// Days since 1970-01-01, as DuckDB's DATE counts.
std::int64_t days_since_1970(const CalendarDate& date);

}  // namespace headwater
