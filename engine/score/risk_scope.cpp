#include "score/risk_scope.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "base/parallel.h"
#include "score/order_statistics.h"

namespace headwater {
namespace {

using Ranks = std::vector<std::uint32_t>;

std::vector<float> central_values(const RiskScope& scope) {
  std::vector<float> values;
  for (const RiskItem& item : scope.items) {
    values.push_back(static_cast<float>(item.cases));
  }
  return values;
}

/// Ranks of the items in every draw, item after item.
std::vector<float> ranks_by_item(const RiskScope& scope, int threads) {
  const std::size_t count = scope.items.size();
  std::vector<float> ranks(count * scope.draws);
  in_parallel(threads, scope.draws, [&](std::size_t k) {
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) {
      values[i] = scope.drawn[i * scope.draws + k];
    }
    const Ranks of_draw = ranks_of(values);
    for (std::size_t i = 0; i < count; ++i) {
      ranks[i * scope.draws + k] = static_cast<float>(of_draw[i]);
    }
  });
  return ranks;
}

std::vector<double> stabilities(const RiskScope& scope, const Ranks& central, std::size_t top) {
  std::vector<double> result(scope.items.size(), 1.0);
  if (scope.variants.empty()) {
    return result;
  }
  std::vector<int> agreeing(scope.items.size(), 0);
  for (const std::vector<float>& values : scope.variants) {
    const Ranks ranks = ranks_of(values);
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      agreeing[i] += (ranks[i] <= top) == (central[i] <= top) ? 1 : 0;
    }
  }
  std::ranges::transform(agreeing, result.begin(), [&](int n) {
    return static_cast<double>(n) / static_cast<double>(scope.variants.size());
  });
  return result;
}

/// NULL where the whole is nothing.
std::optional<double> share_of(double part, double whole) {
  std::optional<double> share;
  if (whole != 0) {
    share.emplace(part / whole);
  }
  return share;
}

/// Whether the range of ranks is wider than `widest` points of 100; a handful of figures is read
/// one by one.
bool is_too_wide(const Interval& rank, std::size_t items, double widest) {
  constexpr std::size_t fewest = 5;
  return items >= fewest && 100 * (rank.high - rank.low) > widest * static_cast<double>(items - 1);
}

}  // namespace

void write_scope(Appender& risk, RiskScope& scope, const ScopeRules& rules) {
  const Ranks central = ranks_of(central_values(scope));
  std::vector<float> ranks = ranks_by_item(scope, rules.threads);
  const std::vector<double> stability = stabilities(scope, central, rules.top);
  const double total =
      std::accumulate(scope.items.begin(), scope.items.end(), 0.0,
                      [](double sum, const RiskItem& item) { return sum + item.cases; });
  std::vector<std::size_t> order(scope.items.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[central[i] - 1] = i;
  }
  order.resize(std::min(order.size(), rules.limit));
  for (const std::size_t i : order) {
    const RiskItem& item = scope.items[i];
    const Interval cases = interval_of({scope.drawn.data() + i * scope.draws, scope.draws});
    const Interval rank = interval_of({ranks.data() + i * scope.draws, scope.draws});
    risk.row(scope.scope, item.key, item.key2, item.spend_usd, item.cases, cases.low, cases.high,
             share_of(item.cases, total), share_of(item.proxy_cases, item.cases), central[i],
             static_cast<std::int64_t>(rank.low), static_cast<std::int64_t>(rank.high),
             stability[i], is_too_wide(rank, scope.items.size(), rules.widest));
  }
}

}  // namespace headwater
