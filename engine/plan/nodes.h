#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// Where a measure can be put: a supplier, or the whole ledger. Exposure stays inside this room.
struct PlanNode {
  std::optional<std::string> entity_id;  ///< none: the whole ledger
  std::string name;
  double spend_usd = 0;
  double exposure = 0;  ///< what measures can reach, as a share of the ledger's
  std::map<std::string, double> broad_sectors;  ///< shares of its exposure, summing to 1
  std::vector<std::string> sectors;  ///< sectors that make up a fifth or more of its exposure
  bool listed_good = false;          ///< one of them holds a listed good
};

/// The suppliers with the largest reachable exposure, largest first, then the whole ledger.
std::vector<PlanNode> plan_nodes(Connection& connection, std::size_t suppliers);

}  // namespace headwater
