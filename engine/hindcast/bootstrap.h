#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "hindcast/measures.h"
#include "model/assessed.h"

namespace headwater {

/// What orders the candidates: the model and what it must be better than.
enum class Scorer : std::uint8_t { model, country, good, country_and_good };
inline constexpr std::size_t scorers = 4;

/// A measure with the interval its resamples span.
struct ResampledEstimate {
  double value = 0;
  Interval interval;
};

struct EstimatedMeasures {
  ResampledEstimate roc_auc;
  ResampledEstimate pr_auc;
  std::array<ResampledEstimate, depths.size()> precision;
};

/// The candidates of one edition in the order of each scorer.
struct RankedEdition {
  std::array<Ranking, scorers> rankings;
  std::vector<double> targets_of_cluster;
};

/// Measures of one edition, or of several pooled.
struct PairedComparison {
  std::array<EstimatedMeasures, scorers> of;
  /// Model less baseline, on the same resamples; the first (model) is 0.
  std::array<EstimatedMeasures, scorers> ahead;
};

struct Resampling {
  std::uint64_t seed = 1;
  std::size_t resamples = 1000;
  double level = 0.95;
};

/// Draws countries with replacement, each with all its candidates in all editions: a country's new
/// listings come from one inquiry. Editions are pooled by their mean, weighted by targets: a
/// forecast orders the candidates of its own edition. nullopt where no edition has a target.
std::optional<PairedComparison> compare(const std::vector<const RankedEdition*>& editions,
                                        std::size_t clusters, const Resampling& resampling);

}  // namespace headwater
