#include "../require.h"
#include "ingest/date.h"

using namespace headwater;

namespace {

bool in_calendar(const CalendarDate& date) {
  constexpr int longest[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= longest[date.month - 1];
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  DateEvidence evidence;
  evidence.see(text);
  for (const DateOrder order : {DateOrder::unknown, DateOrder::day_first, DateOrder::month_first,
                                DateOrder::mixed, evidence.order()}) {
    const ParsedDate parsed = parse_date(text, order);
    if (parsed.state == DateState::value) {
      require(in_calendar(parsed.date) && parsed.year == parsed.date.year);
      days_since_1970(parsed.date);
    }
  }
  const auto year = parse_year(text);
  require(!year || (*year >= 1900 && *year <= 2100));
  return 0;
}
