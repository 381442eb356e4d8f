#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/database.h"

namespace headwater {

/// A listed good or a state-imposed regime of a country and sector: stated beside the score.
struct FactBeside {
  std::string what;
  std::string source;
  bool assumed = false;
};

/// By country and sector; the latest edition of the list. A regime of all sectors has the sector
/// '*'.
using FactsBeside = std::map<std::pair<std::string, std::string>, std::vector<FactBeside>>;
FactsBeside read_listed_facts(Connection& connection);

/// Fills `listed_facts` for the origins the ledger buys from directly.
void write_listed_facts(Connection& connection);

}  // namespace headwater
