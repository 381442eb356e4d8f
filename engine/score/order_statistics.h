#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/assessed.h"

namespace headwater {

/// 5th and 95th percentile (nearest rank) of the values; reorders them.
Interval interval_of(std::span<float> values);

/// Rank of each value, 1 = largest; equal values by index, so that ranks never depend on the sort.
std::vector<std::uint32_t> ranks_of(std::span<const float> values);

/// Of each value the share of all values, in hundredths, that are not larger; equal values have the
/// same.
std::vector<float> indices_of(std::span<const float> values);

/// Spearman's rank correlation; ties by index.
double rank_correlation(std::span<const float> a, std::span<const float> b);

/// Spearman's rank correlation; equal values share their mean rank. 1 where there is nothing to
/// order, 0 where one of the two orders nothing.
double tied_rank_correlation(std::span<const float> a, std::span<const float> b);

/// Bands by rank among the known values: the top tenth, the top third, the middle, the lowest
/// third.
std::vector<const char*> bands_of(std::span<const float> values);

double logit(double probability);
double logistic(double log_odds);

}  // namespace headwater
