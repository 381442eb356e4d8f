#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/database.h"
#include "plan/catalogue.h"
#include "plan/nodes.h"
#include "plan/offers.h"

namespace headwater {

/// Something that can be done: a measure at a supplier, or for the whole ledger.
struct BoardOffer {
  std::string key;  ///< stays the same while the case does
  std::string measure;
  std::optional<std::string> entity_id;  ///< none: the whole ledger
  std::string on;                        ///< the supplier's name
  double cost_usd = 0;
};

/// What a person asks of a new plan.
struct BoardRequest {
  double budget_usd = 0;
  std::set<std::string> locked;     ///< keys that must be in it
  std::set<std::string> forbidden;  ///< keys that must not
};

struct BoardPlan {
  std::vector<std::size_t> chosen;  ///< offers, the most useful first
  double spent_usd = 0;
  double gap = 0;
  /// Share of the ledger's exposure, to two digits. Left out where something is locked or
  /// forbidden: the difference between two plans would be one supplier's.
  std::optional<double> reduction;
  /// Against the plan without locks, in steps too wide to tell of one supplier:
  /// as_good | a_little_less | less | much_less
  std::string against_best;
};

/// The plan of a case on a table, to be changed and solved again by a person.
class PlanBoard {
 public:
  /// Works out what could be done where; takes as long as adding up all purchases.
  explicit PlanBoard(Connection& connection);

  const std::vector<BoardOffer>& offers() const { return offers_; }
  /// Throws Error where what is locked costs more than the budget, or is no offer.
  BoardPlan solve(const BoardRequest& request) const;

 private:
  std::vector<std::size_t> in_order_of_benefit(const Selection& selection) const;

  std::vector<PlanNode> nodes_;
  std::vector<Measure> measures_;
  OfferedPlan offered_;
  std::vector<BoardOffer> offers_;
};

}  // namespace headwater
