#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/database.h"
#include "model/assessed.h"

namespace headwater {

/// What the lists say of one entity: terms of log-odds whose sum is the evidence.
struct EntityEvidence {
  double log_odds = 0;
  Interval interval;
  std::vector<Reason>
      reasons;  ///< one for each kind of finding, copies of it on several lists grouped
};

/// log(1 - p + p·LR), with the ratio faded by age: LR^(2^(-age / half-life)).
double evidence_term(double probability, double likelihood_ratio, double age_years,
                     double half_life_years);

/// Evidence on every entity that screening linked to a list, by entity id. `as_of` is YYYY-MM-DD;
/// an entry without a date does not fade.
std::map<std::string, EntityEvidence> screening_evidence(Connection& connection,
                                                         std::string_view as_of);

}  // namespace headwater
