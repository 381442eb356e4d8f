#include "network/path_totals.h"

#include <limits>
#include <numeric>

#include "base/error.h"
#include "network/parts.h"

namespace headwater {
namespace {

constexpr double negligible = 1e-14;  // of the total: what the tiers left out may come to
constexpr int most_tiers = 100000;

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Purchases moving upstream tier by tier, those that have met a gate apart from the others.
class Tiers {
 public:
  Tiers(const InputOutput& table, const PathTotal& wanted)
      : table_(table),
        wanted_(wanted),
        waiting_(wanted.demand.begin(), wanted.demand.end()),
        passed_(waiting_.size()) {
    enter_gates();
  }

  std::span<const double> passed() const { return passed_; }
  std::span<const double> waiting() const { return waiting_; }
  /// Cases of the paths that end in this tier: r'·u.
  double cases() const {
    double sum = 0;
    for (std::size_t i = 0; i < passed_.size(); ++i) {
      sum += passed_[i] * wanted_.rates[i] / (1 - diagonal()[i]);
    }
    return sum;
  }
  void go_up(bool keep_passed) {
    waiting_ = tier_above(waiting_);
    if (keep_passed) {
      passed_ = tier_above(passed_);
    } else {
      passed_.assign(passed_.size(), 0.0);
    }
    enter_gates();
  }

 private:
  std::span<const double> diagonal() const { return table_.parts().diagonal; }

  std::vector<double> tier_above(const std::vector<double>& bought) const {
    std::vector<double> made(bought);
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i] /= 1 - diagonal()[i];
    }
    std::vector<double> above = table_.upstream(made);
    for (std::size_t i = 0; i < made.size(); ++i) {
      above[i] = std::max(0.0, above[i] - diagonal()[i] * made[i]);
    }
    return above;
  }
  void enter_gates() {
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
      if (wanted_.gates.empty() || wanted_.gates[i] != 0) {
        passed_[i] += std::exchange(waiting_[i], 0.0);
      }
    }
  }

  const InputOutput& table_;
  const PathTotal& wanted_;
  std::vector<double> waiting_;
  std::vector<double> passed_;
};

double total_to_depth(const InputOutput& table, const PathTotal& wanted) {
  Tiers tiers(table, wanted);
  double total = tiers.cases();
  for (std::size_t cells = 1; cells < wanted.max_cells; ++cells) {
    tiers.go_up(true);
    const double more = tiers.cases();
    total += more;
    if (more == 0 && dot(tiers.passed(), tiers.passed()) == 0 &&
        dot(tiers.waiting(), tiers.waiting()) == 0) {
      break;  // the network ends here
    }
  }
  return total;
}

double total_through_gates(const InputOutput& table, const PathTotal& wanted,
                           std::span<const double> multiplier) {
  Tiers tiers(table, wanted);
  double total = dot(multiplier, tiers.passed());
  for (int tier = 1; tier < most_tiers; ++tier) {
    // All that can still come to a gate is at most all that is still on its way.
    const double left = dot(multiplier, tiers.waiting());
    if (left <= negligible * total || left <= std::numeric_limits<double>::min()) {
      return total;
    }
    tiers.go_up(false);
    total += dot(multiplier, tiers.passed());
  }
  throw Error("the paths through the cells asked for do not come to an end");
}

}  // namespace

double path_total(const InputOutput& table, const PathTotal& wanted,
                  std::span<const double> multiplier) {
  if (wanted.max_cells > 0) {
    return total_to_depth(table, wanted);
  }
  if (!wanted.gates.empty()) {
    return total_through_gates(table, wanted, multiplier);
  }
  return dot(multiplier, wanted.demand);
}

}  // namespace headwater
