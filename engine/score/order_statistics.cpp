#include "score/order_statistics.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

namespace headwater {
namespace {

struct Keyed {
  std::uint32_t key = 0;
  std::uint32_t place = 0;
};

/// Larger numbers have smaller keys; 0 and -0 have one.
std::uint32_t descending_key(float value) {
  constexpr std::uint32_t sign = 0x80000000U;
  const auto bits = std::bit_cast<std::uint32_t>(value + 0.0F);
  return (bits & sign) != 0 ? bits : ~(bits | sign);
}

/// Stable counting sort by 11 bits at a time: ranks are taken of every supplier in every draw.
void sort_by_key(std::vector<Keyed>& order) {
  constexpr std::uint32_t digits = 2048;
  std::vector<Keyed> sorted(order.size());
  for (std::uint32_t shift = 0; shift < 32; shift += 11) {
    std::array<std::size_t, digits> start{};
    for (const Keyed& keyed : order) {
      ++start[(keyed.key >> shift) % digits];
    }
    std::exclusive_scan(start.begin(), start.end(), start.begin(), std::size_t{0});
    for (const Keyed& keyed : order) {
      sorted[start[(keyed.key >> shift) % digits]++] = keyed;
    }
    order.swap(sorted);
  }
}

}  // namespace

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
  std::vector<Keyed> order(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    order[i] = {descending_key(values[i]), static_cast<std::uint32_t>(i)};
  }
  sort_by_key(order);
  std::vector<std::uint32_t> ranks(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    ranks[order[i].place] = static_cast<std::uint32_t>(i + 1);
  }
  return ranks;
}

namespace {

/// Places of the values, the largest first.
std::vector<std::size_t> places_in_order(std::span<const float> values) {
  const std::vector<std::uint32_t> ranks = ranks_of(values);
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    order[ranks[i] - 1] = i;
  }
  return order;
}

}  // namespace

std::vector<float> indices_of(std::span<const float> values) {
  const std::vector<std::size_t> order = places_in_order(values);
  std::vector<float> result(values.size());
  float index = 100;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || values[order[i]] != values[order[i - 1]]) {
      index = 100 * static_cast<float>(order.size() - i) / static_cast<float>(order.size());
    }
    result[order[i]] = index;
  }
  return result;
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

namespace {

std::vector<double> mean_ranks(std::span<const float> values) {
  const std::vector<std::size_t> order = places_in_order(values);
  std::vector<double> result(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first;
    while (end < order.size() && values[order[end]] == values[order[first]]) {
      ++end;
    }
    for (std::size_t i = first; i < end; ++i) {
      result[order[i]] = static_cast<double>(first + 1 + end) / 2;
    }
    first = end;
  }
  return result;
}

}  // namespace

double tied_rank_correlation(std::span<const float> a, std::span<const float> b) {
  if (a.size() < 2) {
    return 1;
  }
  const std::vector<double> x = mean_ranks(a);
  const std::vector<double> y = mean_ranks(b);
  const double mean = (static_cast<double>(a.size()) + 1) / 2;
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
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
