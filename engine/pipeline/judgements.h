#pragma once

#include <vector>

#include "base/database.h"
#include "resolve/resolve.h"
#include "store/records.h"

namespace headwater {

/// What people judged, as resolve takes it. Two parties judged different stay so under all names
/// the list has for the second; sameness speaks of the one name only.
std::vector<Judgement> judgements_for(Connection& connection,
                                      const std::vector<RecordedJudgement>& standing, int threads);

/// An issue for each judgement of which neither side is in the case now.
void tell_orphans(Connection& connection, const std::vector<RecordedJudgement>& standing,
                  int threads);

}  // namespace headwater
