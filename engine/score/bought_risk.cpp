#include "score/bought_risk.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "network/places.h"
#include "reference/seeded_draw.h"

namespace headwater {
namespace {

constexpr std::uint64_t origin_stream = 22;

/// A place is shown under the country it names.
std::string shown(const std::string& place) { return std::string(place_of(place).country); }

/// The sums of one scope while they are gathered.
struct Gathered {
  RiskScope scope;
  std::vector<std::vector<double>> sums;  ///< by item: draws, then variants
  std::vector<double> origin_variance;    ///< by item
  std::map<std::string, std::size_t> place;
};

void add(Gathered& gathered, const std::string& key, const Ledger& ledger, std::size_t b,
         const IntensityDraws& intensities) {
  const std::size_t width = intensities.draws + intensities.variants;
  const Bought& bought = ledger.bought[b];
  const auto [found, is_new] = gathered.place.emplace(key, gathered.sums.size());
  if (is_new) {
    gathered.scope.items.push_back({key, "", 0.0, 0, 0});
    gathered.sums.emplace_back(width, 0.0);
    gathered.origin_variance.push_back(0);
  }
  const std::size_t i = found->second;
  const double musd = bought.base_usd / 1e6;
  RiskItem& item = gathered.scope.items[i];
  *item.spend_usd += bought.spend_usd;
  item.cases += musd * intensities.central[b];
  item.proxy_cases +=
      musd * (shown(bought.country) == "UNK" ? intensities.central[b] : intensities.synthetic[b]);
  gathered.origin_variance[i] += origin_variance(bought, intensities, b);
  for (std::size_t k = 0; k < width; ++k) {
    gathered.sums[i][k] += musd * static_cast<double>(intensities.of(b)[k]);
  }
}

/// Errors of the draws that the rates do not have: shared ones, and each item's own of its origins.
void spread(RiskScope& scope, const std::vector<double>& origin_variance, const SharedError& error,
            std::uint64_t seed) {
  for (std::size_t i = 0; i < scope.items.size(); ++i) {
    const double cases = std::abs(scope.items[i].cases);
    const LognormalFactor own(cases > 0 ? std::sqrt(origin_variance[i]) / cases : 0);
    for (std::size_t k = 0; k < scope.draws; ++k) {
      const double factor =
          shared_factor(error, seed, k) * own(standard_normal({seed, k, origin_stream, i}));
      scope.drawn[i * scope.draws + k] *= static_cast<float>(factor);
    }
  }
}

template <class Key>
RiskScope grouped(std::string name, const Ledger& ledger, const IntensityDraws& intensities,
                  Key key, const SharedError& error, std::uint64_t seed) {
  Gathered gathered;
  gathered.scope.scope = std::move(name);
  gathered.scope.draws = intensities.draws;
  gathered.scope.variants.assign(intensities.variants, {});
  for (std::size_t b = 0; b < ledger.bought.size(); ++b) {
    add(gathered, key(ledger.bought[b]), ledger, b, intensities);
  }
  RiskScope& scope = gathered.scope;
  for (const std::vector<double>& values : gathered.sums) {
    scope.drawn.insert(scope.drawn.end(), values.begin(),
                       values.begin() + static_cast<std::ptrdiff_t>(intensities.draws));
    for (std::size_t v = 0; v < intensities.variants; ++v) {
      scope.variants[v].push_back(static_cast<float>(values[intensities.draws + v]));
    }
  }
  spread(scope, gathered.origin_variance, error, seed);
  return scope;
}

}  // namespace

double origin_variance(const Bought& bought, const IntensityDraws& intensities, std::size_t b) {
  const double deviation =
      bought.base_usd / 1e6 * intensities.central[b] * intensities.origin_cv[b];
  return deviation * deviation / static_cast<double>(std::max<std::int64_t>(bought.lines, 1));
}

std::vector<RiskScope> bought_risk(const Ledger& ledger, const IntensityDraws& intensities,
                                   const SharedError& error, std::uint64_t seed) {
  const auto sector = [](const Bought& b) { return b.sector; };
  const auto country = [](const Bought& b) { return shown(b.country); };
  std::vector<RiskScope> scopes;
  scopes.push_back(grouped("bought_sector", ledger, intensities, sector, error, seed));
  scopes.push_back(grouped("bought_country", ledger, intensities, country, error, seed));
  return scopes;
}

}  // namespace headwater
