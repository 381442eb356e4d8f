#pragma once

#include <string>
#include <vector>

namespace headwater {

struct CalendarTask {
  std::string uid;  ///< the same for the same task, so that a calendar replaces what it has
  std::string summary;
  std::string description;
  std::string due;  ///< "20260131"
};

/// To-dos as iCalendar (RFC 5545): lines of at most 75 bytes, ending in CR LF. `stamp` is
/// "20260131T120000Z".
std::string calendar_file(const std::vector<CalendarTask>& tasks, const std::string& stamp);

}  // namespace headwater
