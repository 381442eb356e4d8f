#include "score/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headwater {

Interval interval_of(std::span<float> values) {
  if (values.empty()) {
    return {};
  }
  const auto point = [values](double p) {
    const double rank = std::ceil(p * static_cast<double>(values.size()));
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::max(rank, 1.0)) - 1;
    std::nth_element(values.begin(), at, values.end());
    return static_cast<double>(*at);
  };
  return {point(0.05), point(0.95)};
}

std::vector<std::uint32_t> ranks_of(std::span<const float> values) {
  std::vector<std::pair<float, std::uint32_t>> order(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    order[i] = {-values[i], static_cast<std::uint32_t>(i)};
  }
  std::ranges::sort(order);
  std::vector<std::uint32_t> ranks(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    ranks[order[i].second] = static_cast<std::uint32_t>(i + 1);
  }
  return ranks;
}

double rank_correlation(std::span<const float> a, std::span<const float> b) {
  const std::vector<std::uint32_t> x = ranks_of(a);
  const std::vector<std::uint32_t> y = ranks_of(b);
  const auto n = static_cast<double>(x.size());
  if (x.size() < 2) {
    return 1;
  }
  double squares = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double d = static_cast<double>(x[i]) - static_cast<double>(y[i]);
    squares += d * d;
  }
  return 1 - 6 * squares / (n * (n * n - 1));
}

std::vector<const char*> bands_of(std::span<const float> values) {
  const std::vector<std::uint32_t> ranks = ranks_of(values);
  const auto n = static_cast<double>(values.size());
  std::vector<const char*> bands;
  for (const std::uint32_t rank : ranks) {
    const double share = rank / n;
    bands.push_back(share <= 0.1       ? "very high"
                    : share <= 1.0 / 3 ? "high"
                    : share <= 2.0 / 3 ? "medium"
                                       : "low");
  }
  return bands;
}

double logit(double probability) { return std::log(probability / (1 - probability)); }

double logistic(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

}  // namespace headwater
