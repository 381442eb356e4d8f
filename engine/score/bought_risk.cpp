#include "score/bought_risk.h"

#include <map>

namespace headwater {
namespace {

/// A stated origin ('=UZB') is shown under the country it names.
std::string shown(const std::string& country) {
  return country.starts_with('=') ? country.substr(1) : country;
}

template <class Key>
RiskScope grouped(std::string name, const Ledger& ledger, const IntensityDraws& intensities,
                  Key key) {
  std::map<std::string, std::size_t> place;
  RiskScope scope{.scope = std::move(name),
                  .items = {},
                  .draws = intensities.draws,
                  .drawn = {},
                  .variants = {}};
  std::vector<std::vector<double>> sums;
  const std::size_t width = intensities.draws + intensities.variants;
  for (std::size_t b = 0; b < ledger.bought.size(); ++b) {
    const Bought& bought = ledger.bought[b];
    const auto [found, is_new] = place.emplace(key(bought), scope.items.size());
    if (is_new) {
      scope.items.push_back({found->first, "", 0.0, 0, 0});
      sums.emplace_back(width, 0.0);
    }
    const double musd = bought.base_usd / 1e6;
    RiskItem& item = scope.items[found->second];
    *item.spend_usd += bought.spend_usd;
    item.cases += musd * intensities.central[b];
    item.assumed_cases +=
        musd * (bought.country == "UNK" ? intensities.central[b] : intensities.synthetic[b]);
    for (std::size_t k = 0; k < width; ++k) {
      sums[found->second][k] += musd * static_cast<double>(intensities.of(b)[k]);
    }
  }
  scope.variants.assign(intensities.variants, {});
  for (const std::vector<double>& values : sums) {
    scope.drawn.insert(scope.drawn.end(), values.begin(),
                       values.begin() + static_cast<std::ptrdiff_t>(intensities.draws));
    for (std::size_t v = 0; v < intensities.variants; ++v) {
      scope.variants[v].push_back(static_cast<float>(values[intensities.draws + v]));
    }
  }
  return scope;
}

}  // namespace

std::vector<RiskScope> bought_risk(const Ledger& ledger, const IntensityDraws& intensities,
                                   const SharedError& error, std::uint64_t seed) {
  std::vector<RiskScope> scopes;
  scopes.push_back(
      grouped("bought_sector", ledger, intensities, [](const Bought& b) { return b.sector; }));
  scopes.push_back(grouped("bought_country", ledger, intensities,
                           [](const Bought& b) { return shown(b.country); }));
  for (RiskScope& scope : scopes) {
    for (std::size_t i = 0; i < scope.drawn.size(); ++i) {
      scope.drawn[i] *= static_cast<float>(shared_factor(error, seed, i % scope.draws));
    }
  }
  return scopes;
}

}  // namespace headwater
