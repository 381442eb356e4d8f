#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/appender.h"
#include "plan/decided.h"

namespace headwater {
namespace {

/// A reduction at fewer suppliers than this is not told for a measure: it would be theirs by name.
constexpr std::size_t fewest_suppliers = 3;

struct Spread {
  double low = 0;
  double high = 0;
};

Spread percentiles(std::vector<double> values) {
  std::ranges::sort(values);
  const auto at = [&](double q) {
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
  };
  return values.empty() ? Spread{} : Spread{at(0.05), at(0.95)};
}

/// What the plan would lose without these offers: 5% and 95% points over the draws.
Spread spread_without(const Decided& d, const std::vector<std::size_t>& rest) {
  std::vector<double> added;
  added.reserve(d.draws.size());
  for (const std::vector<double>& effects : d.draws) {
    added.push_back(reduction_of(d.offered.programme, d.selection.offers, effects) -
                    reduction_of(d.offered.programme, rest, effects));
  }
  return percentiles(std::move(added));
}

Spread spread_of(const Decided& d, const std::vector<std::size_t>& offers) {
  std::vector<double> reductions;
  reductions.reserve(d.draws.size());
  for (const std::vector<double>& effects : d.draws) {
    reductions.push_back(reduction_of(d.offered.programme, offers, effects));
  }
  return percentiles(std::move(reductions));
}

std::vector<double> mean_effects(const Decided& d) {
  std::vector<double> effects;
  effects.reserve(d.offered.programme.offers.size());
  for (const Offer& offer : d.offered.programme.offers) {
    effects.push_back(offer.effect);
  }
  return effects;
}

/// What each chosen offer adds when it is taken away again: for the order of benefit only.
std::vector<double> benefits(const Decided& d) {
  const std::vector<double> effects = mean_effects(d);
  std::vector<double> result;
  result.reserve(d.selection.offers.size());
  for (const std::size_t offer : d.selection.offers) {
    std::vector<std::size_t> without = d.selection.offers;
    std::erase(without, offer);
    result.push_back(d.selection.reduction - reduction_of(d.offered.programme, without, effects));
  }
  return result;
}

std::vector<std::size_t> in_order_of_benefit(const Decided& d) {
  const std::vector<double> benefit = benefits(d);
  std::vector<std::size_t> order(benefit.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return benefit[a] > benefit[b]; });
  return order;
}

std::string named(const std::vector<std::string>& codes, const CodeNames& names) {
  std::string list;
  for (const std::string& code : codes) {
    const auto known = names.find(code);
    list += (list.empty() ? "" : ", ") + (known == names.end() ? code : known->second);
  }
  return list;
}

std::string reason_for(const Measure& measure, const PlanNode& node, const CodeNames& names) {
  const std::string sectors = named(node.sectors, names);
  return fmt::format(
      "acts on {}; what is bought is mainly {}; evidence grade {}; effect assumed, range "
      "{:.0f}–{:.0f}%",
      named(measure.factors, names), sectors.empty() ? "many sectors" : sectors, measure.evidence,
      100 * measure.effect_low, 100 * measure.effect_high);
}

void write_choices(Connection& connection, const Decided& d) {
  Appender appender(connection, "plan_choices");
  int rank = 0;
  for (const std::size_t i : in_order_of_benefit(d)) {
    const Offer& offer = d.offered.programme.offers[d.selection.offers[i]];
    const PlanNode& node = d.nodes[offer.node];
    const Measure& measure = d.measures[offer.measure];
    ++rank;
    appender.row(rank, measure.id, node.entity_id, node.name, offer.cost_usd, rank, d.stability[i],
                 reason_for(measure, node, d.names));
  }
  appender.close();
}

/// What a measure adds to the rest of the plan.
struct MeasureResult {
  std::vector<std::size_t> offers;
  std::set<std::size_t> nodes;
  double cost_usd = 0;
  double reduction = 0;
  Spread spread;
  bool told = true;
};

/// Hides what would be one supplier's: few suppliers, and the next smallest so that no difference
/// shows.
void suppress_few(std::map<std::size_t, MeasureResult>& results,
                  const std::vector<PlanNode>& nodes) {
  std::size_t hidden = 0;
  MeasureResult* smallest = nullptr;
  for (auto& [measure, result] : results) {
    const bool whole_ledger = !nodes[*result.nodes.begin()].entity_id;
    result.told = whole_ledger || result.nodes.size() >= fewest_suppliers;
    hidden += result.told ? 0 : 1;
    if (result.told && !whole_ledger && (!smallest || result.reduction < smallest->reduction)) {
      smallest = &result;
    }
  }
  if (hidden == 1 && smallest) {
    smallest->told = false;
  }
}

std::map<std::size_t, MeasureResult> results_by_measure(const Decided& d) {
  std::map<std::size_t, MeasureResult> results;
  for (std::size_t i = 0; i < d.selection.offers.size(); ++i) {
    const Offer& offer = d.offered.programme.offers[d.selection.offers[i]];
    MeasureResult& result = results[offer.measure];
    result.offers.push_back(d.selection.offers[i]);
    result.nodes.insert(offer.node);
    result.cost_usd += offer.cost_usd;
  }
  const std::vector<double> effects = mean_effects(d);
  for (auto& [measure, result] : results) {
    result.cost_usd += d.offered.programme.measures[measure].once_usd;
    std::vector<std::size_t> rest = d.selection.offers;
    std::erase_if(rest, [&](std::size_t offer) {
      return std::ranges::find(result.offers, offer) != result.offers.end();
    });
    result.reduction = d.selection.reduction - reduction_of(d.offered.programme, rest, effects);
    result.spread = spread_without(d, rest);
  }
  suppress_few(results, d.nodes);
  return results;
}

void write_measures(Connection& connection, const Decided& d) {
  Appender appender(connection, "plan_measures");
  for (const auto& [measure, result] : results_by_measure(d)) {
    const auto told = [&](double value) {
      return result.told ? std::optional(value) : std::nullopt;
    };
    appender.row(d.measures[measure].id, result.offers.size(), result.cost_usd,
                 told(result.reduction), told(result.spread.low), told(result.spread.high));
  }
  appender.close();
}

void write_curve(Connection& connection, const Decided& d, double budget) {
  Appender appender(connection, "plan_curve");
  for (std::size_t i = 0; i < budget_steps.size(); ++i) {
    const Selection& selection = d.curve[i];
    const Spread spread = spread_of(d, selection.offers);
    appender.row(budget_steps[i] * budget, selection.reduction, spread.low, spread.high,
                 selection.gap);
  }
  appender.close();
}

void write_totals(Connection& connection, const Decided& d, double budget) {
  const Spread spread = spread_of(d, d.selection.offers);
  double stability = 0;
  for (const double share : d.stability) {
    stability += share / static_cast<double>(d.stability.size());
  }
  Appender appender(connection, "plan_totals");
  appender.row("budget_usd", budget, "given");
  appender.row("spent_usd", d.selection.spent_usd, "costs are the middle of assumed ranges");
  appender.row("reduction", d.selection.reduction,
               "share of the ledger's expected exposure; effects assumed");
  appender.row("reduction_low", spread.low, "5% of the draws of the effects");
  appender.row("reduction_high", spread.high, "95% of the draws of the effects");
  appender.row("gap", d.selection.gap,
               "proven: no plan of this programme is better by more than this share");
  appender.row("stability", stability, "mean share of draws in which a choice is made again");
  appender.row("choices", static_cast<double>(d.selection.offers.size()),
               "measures at suppliers or for the ledger");
  appender.row("nodes", static_cast<double>(d.nodes.size()),
               "suppliers considered, and the whole ledger");
  appender.close();
}

}  // namespace

void write_plan(Connection& connection, const Decided& decided, double budget_usd) {
  write_choices(connection, decided);
  write_measures(connection, decided);
  write_curve(connection, decided, budget_usd);
  write_totals(connection, decided, budget_usd);
}

}  // namespace headwater
