#include "plan/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "reference/reference.h"

namespace headwater {
namespace {

/// Coarser than the stage itself, so that an answer takes under a second; the gap is told.
constexpr SolverLimits while_waiting = {0.005, 300};

/// The first digits of a share: what a person can act on, and less than one supplier's part.
double two_digits(double value) {
  if (value <= 0) {
    return 0;
  }
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

std::string against(double reduction, double best) {
  const double less = best > 0 ? 1 - reduction / best : 0;
  if (less < 0.01) {
    return "as_good";
  }
  return less < 0.05 ? "a_little_less" : less < 0.2 ? "less" : "much_less";
}

Fixed fixed_of(const std::vector<BoardOffer>& offers, const BoardRequest& request) {
  Fixed fixed;
  std::size_t known = 0;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (request.locked.contains(offers[i].key)) {
      fixed.locked.push_back(i);
    } else if (request.forbidden.contains(offers[i].key)) {
      fixed.forbidden.push_back(i);
    } else {
      continue;
    }
    ++known;
  }
  if (known != request.locked.size() + request.forbidden.size()) {
    throw Error(
        "the plan has changed since: something locked or forbidden is not offered in it, or is "
        "both");
  }
  return fixed;
}

}  // namespace

PlanBoard::PlanBoard(Connection& connection)
    : nodes_(plan_nodes(
          connection, static_cast<std::size_t>(assumption(connection, "plan.nodes.count").value))),
      measures_(buyer_measures(connection)),
      offered_(offered_plan(connection, nodes_, measures_)) {
  for (const Offer& offer : offered_.programme.offers) {
    const PlanNode& node = nodes_[offer.node];
    const Measure& measure = measures_[offer.measure];
    offers_.push_back({fmt::format("{}~{}", measure.id, node.entity_id.value_or("ledger")),
                       measure.id, node.entity_id, node.name, offer.cost_usd});
  }
}

std::vector<std::size_t> PlanBoard::in_order_of_benefit(const Selection& selection) const {
  std::vector<double> effects;
  for (const Offer& offer : offered_.programme.offers) {
    effects.push_back(offer.effect);
  }
  std::vector<std::pair<double, std::size_t>> benefit;
  for (const std::size_t offer : selection.offers) {
    std::vector<std::size_t> without = selection.offers;
    std::erase(without, offer);
    benefit.emplace_back(selection.reduction - reduction_of(offered_.programme, without, effects),
                         offer);
  }
  std::ranges::stable_sort(benefit, std::greater(), &std::pair<double, std::size_t>::first);
  std::vector<std::size_t> order;
  for (const auto& [gain, offer] : benefit) {
    order.push_back(offer);
  }
  return order;
}

BoardPlan PlanBoard::solve(const BoardRequest& request) const {
  const Fixed fixed = fixed_of(offers_, request);
  const Selection free = select_measures(offered_.programme, request.budget_usd, while_waiting);
  const bool asked = !request.locked.empty() || !request.forbidden.empty();
  const Selection selection =
      asked ? select_measures(offered_.programme, request.budget_usd, while_waiting, fixed) : free;
  BoardPlan plan;
  plan.chosen = in_order_of_benefit(selection);
  plan.spent_usd = selection.spent_usd;
  plan.gap = selection.gap;
  if (!asked) {
    plan.reduction = two_digits(selection.reduction);
  }
  plan.against_best = against(selection.reduction, free.reduction);
  return plan;
}

}  // namespace headwater
