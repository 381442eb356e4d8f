#include "hindcast/measures.h"

#include <algorithm>

namespace headwater {
namespace {

/// What has been passed, going down the ranking.
struct Passed {
  double targets = 0;
  double others = 0;
  double all() const { return targets + others; }
};

/// The part of a run of ties that falls within the first `depth`, times its share of targets.
double found_within(double depth, const Passed& before, const Passed& ties) {
  const double taken = std::clamp(depth - before.all(), 0.0, ties.all());
  return ties.all() > 0 ? taken * ties.targets / ties.all() : 0;
}

}  // namespace

Measures operator-(const Measures& a, const Measures& b) {
  Measures difference{a.roc_auc - b.roc_auc, a.pr_auc - b.pr_auc, {}};
  for (std::size_t i = 0; i < depths.size(); ++i) {
    difference.precision[i] = a.precision[i] - b.precision[i];
  }
  return difference;
}

Ranking::Ranking(std::vector<Scored> candidates) : candidates_(std::move(candidates)) {
  std::ranges::stable_sort(candidates_, std::ranges::greater(), &Scored::score);
}

template <class Weight>
std::optional<Measures> Ranking::measured(const Weight& weight) const {
  Measures sums;
  Passed passed;
  for (std::size_t at = 0; at < candidates_.size();) {
    Passed ties;
    const double score = candidates_[at].score;
    for (; at < candidates_.size() && candidates_[at].score == score; ++at) {
      (candidates_[at].target ? ties.targets : ties.others) += weight(candidates_[at]);
    }
    sums.roc_auc += ties.others * (passed.targets + ties.targets / 2);
    for (std::size_t i = 0; i < depths.size(); ++i) {
      sums.precision[i] += found_within(static_cast<double>(depths[i]), passed, ties);
    }
    passed.targets += ties.targets;
    passed.others += ties.others;
    sums.pr_auc += ties.targets > 0 ? ties.targets * passed.targets / passed.all() : 0;
  }
  if (passed.targets == 0 || passed.others == 0) {
    return std::nullopt;
  }
  sums.roc_auc /= passed.targets * passed.others;
  sums.pr_auc /= passed.targets;
  for (std::size_t i = 0; i < depths.size(); ++i) {
    sums.precision[i] /= static_cast<double>(depths[i]);
  }
  return sums;
}

std::optional<Measures> Ranking::measures() const {
  return measured([](const Scored&) { return 1.0; });
}

std::optional<Measures> Ranking::measures(std::span<const double> times) const {
  return measured([&](const Scored& candidate) { return times[candidate.cluster]; });
}

}  // namespace headwater
