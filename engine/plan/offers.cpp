#include "plan/offers.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "reference/reference.h"
#include "reference/seeded_draw.h"

namespace headwater {
namespace {

struct CostRules {
  double shared_part = 0;
  double small_contract_usd = 0;
};

/// How much of a node's exposure a measure's factors reach, by what is bought there.
double relevance_at(const Measure& measure, const PlanNode& node, const Relevance& relevance) {
  double best = 0;
  for (const std::string& factor : measure.factors) {
    double reached = 0;
    for (const auto& [broad, share] : node.broad_sectors) {
      const auto found = relevance.find({factor, broad});
      reached += found == relevance.end() ? 0 : share * found->second;
    }
    best = std::max(best, reached);
  }
  return best;
}

bool applies(const Measure& measure, const PlanNode& node) {
  if ((measure.scope == "ledger") != !node.entity_id) {
    return false;
  }
  if (measure.needs_listed_good && !node.listed_good) {
    return false;
  }
  return measure.sectors.empty() ||
         std::ranges::any_of(measure.sectors, [&](const std::string& sector) {
           return std::ranges::find(node.sectors, sector) != node.sectors.end();
         });
}

double cost_at(const Measure& measure, const PlanNode& node, const CostRules& rules) {
  const double each =
      measure.shared_cost ? measure.cost_usd * (1 - rules.shared_part) : measure.cost_usd;
  const bool small = node.entity_id && node.spend_usd < rules.small_contract_usd;
  return small ? each / 2 : each;
}

std::vector<MeasureOption> options_of(const std::vector<Measure>& measures,
                                      const CostRules& rules) {
  std::map<std::string, std::size_t> position;
  for (std::size_t m = 0; m < measures.size(); ++m) {
    position[measures[m].id] = m;
  }
  std::vector<MeasureOption> options;
  for (const Measure& measure : measures) {
    MeasureOption option;
    option.id = measure.id;
    option.once_usd = measure.shared_cost ? measure.cost_usd * rules.shared_part : 0;
    for (const std::string& needed : measure.requires_) {
      if (const auto found = position.find(needed); found != position.end()) {
        option.requires_.push_back(found->second);
      }
    }
    options.push_back(std::move(option));
  }
  return options;
}

double triangular(const EffectRange& range, double u) {
  const double width = range.high - range.low;
  if (width <= 0) {
    return range.mode;
  }
  const double split = (range.mode - range.low) / width;
  return u < split ? range.low + std::sqrt(u * width * (range.mode - range.low))
                   : range.high - std::sqrt((1 - u) * width * (range.high - range.mode));
}

}  // namespace

OfferedPlan offered_plan(Connection& connection, const std::vector<PlanNode>& nodes,
                         const std::vector<Measure>& measures) {
  const Relevance relevance = factor_relevance(connection);
  const CostRules rules = {assumption(connection, "plan.cost.shared_part").value,
                           assumption(connection, "plan.cost.small_contract_usd").value};
  const double mode = assumption(connection, "plan.effect.mode").value;
  OfferedPlan plan;
  plan.programme.diminishing.width = assumption(connection, "plan.effect.step").value;
  plan.programme.diminishing.keep = assumption(connection, "plan.effect.diminishing").value;
  plan.programme.measures = options_of(measures, rules);
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    plan.programme.exposure.push_back(nodes[n].exposure);
    for (std::size_t m = 0; m < measures.size(); ++m) {
      const double reached =
          applies(measures[m], nodes[n]) ? relevance_at(measures[m], nodes[n], relevance) : 0;
      if (reached <= 0) {
        continue;
      }
      const double low = measures[m].effect_low * reached;
      const double high = measures[m].effect_high * reached;
      const double middle = low + mode * (high - low);
      plan.effects.push_back({low, middle, high});
      const double expected = (low + middle + high) / 3;  // the mean of the triangular distribution
      plan.programme.offers.push_back({n, m, expected, cost_at(measures[m], nodes[n], rules)});
    }
  }
  return plan;
}

std::vector<double> drawn_effects(const OfferedPlan& plan, std::uint64_t seed, std::uint64_t k) {
  constexpr std::uint64_t stream = 0x706c616e;  // "plan"
  std::vector<double> effects;
  for (std::size_t i = 0; i < plan.effects.size(); ++i) {
    const double z = standard_normal({seed, k, stream, plan.programme.offers[i].measure});
    const double u = 0.5 * std::erfc(-z / std::numbers::sqrt2);
    effects.push_back(triangular(plan.effects[i], u));
  }
  return effects;
}

}  // namespace headwater
