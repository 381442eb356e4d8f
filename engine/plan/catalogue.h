#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/database.h"
#include "plan/programme.h"

namespace headwater {

/// A measure of data/measures.csv as the plan needs it.
struct Measure {
  std::string id;
  std::string name;
  std::vector<std::string> factors;
  std::vector<std::string> sectors;  ///< only where these are bought; empty: anywhere
  std::vector<std::string> requires_;
  std::string scope;     ///< supplier | ledger
  std::string evidence;  ///< A | B | C
  bool needs_listed_good = false;
  bool shared_cost = false;
  double effect_low = 0;
  double effect_high = 0;
  double cost_usd = 0;  ///< geometric middle of the assumed range
};

/// Measures a buyer can choose, by id. Left out: those for states, and grade X (little or no
/// effect).
std::vector<Measure> buyer_measures(Connection& connection);

/// Sectors and factors in words, by their code.
using CodeNames = std::map<std::string, std::string>;
CodeNames code_names(Connection& connection);

/// factor, broad sector -> how much of the exposure a measure on that factor can reach.
using Relevance = std::map<std::pair<std::string, std::string>, double>;
Relevance factor_relevance(Connection& connection);

}  // namespace headwater
