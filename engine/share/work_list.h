#pragma once

#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// One thing to do, as the plan chose it.
struct WorkTask {
  std::string key;
  std::string measure;  ///< id in the catalogue of measures
  std::string on;       ///< a supplier's name, or the whole ledger
  double cost_usd = 0;
};

struct WorkListOptions {
  std::string format;     ///< csv | xlsx | ics
  std::string first_day;  ///< ISO 8601: when work begins
  std::string now;        ///< ISO 8601, UTC
  int weeks_a_step = 6;   ///< given by the person: how long each step may take
};

struct WorkListFile {
  std::string type;  ///< its media type
  std::string content;
};

/// The plan as a list to work through, in the OECD's order of steps: what, where, by when, what it
/// rests on, what it costs. A task is due at the end of the weeks its step is given, one step after
/// the other. Free text is kept from being run as a formula. Throws Error for a day that is none.
WorkListFile work_list(Connection& connection, const std::vector<WorkTask>& tasks,
                       const WorkListOptions& options);

}  // namespace headwater
