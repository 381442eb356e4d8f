#include "hindcast/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace headwater {
namespace {

using AllMeasures = std::array<Measures, scorers>;

void add(Measures& sum, const Measures& part, double weight) {
  sum.roc_auc += weight * part.roc_auc;
  sum.pr_auc += weight * part.pr_auc;
  for (std::size_t i = 0; i < depths.size(); ++i) {
    sum.precision[i] += weight * part.precision[i];
  }
}

double targets_in(const RankedEdition& edition, const std::vector<double>& times) {
  return std::inner_product(times.begin(), times.end(), edition.targets_of_cluster.begin(), 0.0);
}

/// Pooled over the editions; `times` says how often each country was drawn.
std::optional<AllMeasures> pooled(const std::vector<const RankedEdition*>& editions,
                                  const std::vector<double>& times) {
  AllMeasures sums = {};
  double weights = 0;
  for (const RankedEdition* edition : editions) {
    const double weight = targets_in(*edition, times);
    if (weight == 0) {
      continue;
    }
    for (std::size_t i = 0; i < scorers; ++i) {
      const auto measures = edition->rankings[i].measures(times);
      if (!measures) {
        return std::nullopt;  // nothing but targets was drawn
      }
      add(sums[i], *measures, weight);
    }
    weights += weight;
  }
  if (weights == 0) {
    return std::nullopt;
  }
  AllMeasures means = {};
  for (std::size_t i = 0; i < scorers; ++i) {
    add(means[i], sums[i], 1 / weights);
  }
  return means;
}

std::vector<double> drawn(std::size_t clusters, std::mt19937_64& random) {
  std::vector<double> times(clusters, 0);
  for (std::size_t i = 0; i < clusters; ++i) {
    ++times[random() % clusters];  // the standard's own distributions differ between libraries
  }
  return times;
}

/// Nearest rank, from both ends.
Interval middle(std::vector<double> values, double level) {
  if (values.empty()) {
    return {std::nan(""), std::nan("")};
  }
  std::ranges::sort(values);
  const auto last = static_cast<double>(values.size() - 1);
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(std::lround(share * last))];
  };
  return {at((1 - level) / 2), at((1 + level) / 2)};
}

template <class Of>
ResampledEstimate estimate(const Measures& value, const std::vector<Measures>& draws, double level,
                           const Of& of) {
  std::vector<double> values;
  values.reserve(draws.size());
  for (const Measures& draw : draws) {
    values.push_back(of(draw));
  }
  return {of(value), middle(std::move(values), level)};
}

EstimatedMeasures estimated(const Measures& value, const std::vector<Measures>& draws,
                            double level) {
  EstimatedMeasures result;
  result.roc_auc = estimate(value, draws, level, [](const Measures& m) { return m.roc_auc; });
  result.pr_auc = estimate(value, draws, level, [](const Measures& m) { return m.pr_auc; });
  for (std::size_t i = 0; i < depths.size(); ++i) {
    result.precision[i] =
        estimate(value, draws, level, [i](const Measures& m) { return m.precision[i]; });
  }
  return result;
}

}  // namespace

std::optional<PairedComparison> compare(const std::vector<const RankedEdition*>& editions,
                                        std::size_t clusters, const Resampling& resampling) {
  const auto value = pooled(editions, std::vector<double>(clusters, 1));
  if (!value) {
    return std::nullopt;
  }
  std::mt19937_64 random(resampling.seed);
  std::array<std::vector<Measures>, scorers> draws;
  std::array<std::vector<Measures>, scorers> ahead;
  for (std::size_t resample = 0; resample < resampling.resamples; ++resample) {
    const auto draw = pooled(editions, drawn(clusters, random));
    for (std::size_t i = 0; draw && i < scorers; ++i) {
      draws[i].push_back((*draw)[i]);
      ahead[i].push_back((*draw)[0] - (*draw)[i]);
    }
  }
  PairedComparison comparison;
  for (std::size_t i = 0; i < scorers; ++i) {
    comparison.of[i] = estimated((*value)[i], draws[i], resampling.level);
    comparison.ahead[i] = estimated((*value)[0] - (*value)[i], ahead[i], resampling.level);
  }
  return comparison;
}

}  // namespace headwater
