#include "hindcast/hindcast.h"

#include <algorithm>
#include <cmath>

#include "hindcast/features.h"
#include "hindcast/logistic.h"
#include "reference/reference.h"

namespace headwater {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Settings {
  LikenessReach reach;
  Smoothing smoothing;
  double ridge = 0;
  double baseline_ridge = 0;
  Resampling resampling;
};

Settings settings(Connection& connection) {
  const auto value = [&](const char* key) { return assumption(connection, key).value; };
  Settings read;
  read.reach = {value("hindcast.distance_km"), value("hindcast.latitude_degrees"),
                value("hindcast.income_spread")};
  read.smoothing = {value("hindcast.rate_prior"), value("hindcast.countries_prior"),
                    value("hindcast.goods_prior")};
  read.ridge = value("hindcast.ridge");
  read.baseline_ridge = value("hindcast.baseline_ridge");
  read.resampling.resamples = static_cast<std::size_t>(value("hindcast.resamples"));
  read.resampling.level = value("hindcast.level");
  return read;
}

MatrixXd values_at(const std::vector<PairFeature>& features, const std::vector<PairAt>& pairs) {
  MatrixXd values(std::ssize(pairs), std::ssize(features));
  for (Index column = 0; column < values.cols(); ++column) {
    const MatrixXd& of = features[static_cast<std::size_t>(column)].value;
    for (Index row = 0; row < values.rows(); ++row) {
      const PairAt& pair = pairs[static_cast<std::size_t>(row)];
      values(row, column) = of(pair.good, pair.country);
    }
  }
  return values;
}

VectorXd values_at(const MatrixXd& of, const std::vector<PairAt>& pairs) {
  VectorXd values(std::ssize(pairs));
  for (Index row = 0; row < values.size(); ++row) {
    const PairAt& pair = pairs[static_cast<std::size_t>(row)];
    values[row] = of(pair.good, pair.country);
  }
  return values;
}

struct Fitted {
  VectorXd log_odds;  ///< of the candidates
  VectorXd weights;
};

/// Learns which pairs stand on the list from what else does, then asks it of the candidates.
Fitted fitted(const std::vector<PairFeature>& features, const ListState& state,
              const std::vector<PairAt>& candidates, double ridge) {
  const std::vector<PairAt> examples = examples_of(state);
  const MatrixXd x = values_at(features, examples);
  const Scale scale(x);
  const VectorXd y = values_at(state.listed, examples);
  if (y.sum() == 0 || y.sum() == static_cast<double>(y.size())) {
    return {VectorXd::Zero(std::ssize(candidates)), VectorXd::Zero(std::ssize(features))};
  }
  const Logistic model = fit_logistic(scale(x), y, ridge);
  return {model.log_odds(scale(values_at(features, candidates))), model.weights};
}

std::vector<FeatureWeight> weights_of(const std::vector<PairFeature>& features,
                                      const VectorXd& weights,
                                      const std::vector<PairAt>& candidates) {
  std::vector<FeatureWeight> told;
  for (const PairFeature& feature : features) {
    const auto known = std::ranges::count_if(candidates, [&](const PairAt& pair) {
      return !std::isnan(feature.value(pair.good, pair.country));
    });
    told.push_back({feature.name, feature.reason, weights[std::ssize(told)],
                    candidates.empty()
                        ? 0
                        : static_cast<double>(known) / static_cast<double>(candidates.size())});
  }
  return told;
}

/// Scores that differ by rounding only are ties: pairs of which the same is known.
double rounded(double score) {
  constexpr double grid = 1e9;
  return std::round(score * grid) / grid;
}

/// Countries of all editions, so that a resample takes a country in each of them.
std::vector<std::string> countries_of(const ListOfGoods& list) {
  std::vector<std::string> countries;
  for (const auto& [year, pairs] : list.editions) {
    for (const ListedPair& pair : pairs) {
      countries.push_back(pair.iso3);
    }
  }
  std::ranges::sort(countries);
  const auto rest = std::ranges::unique(countries);
  countries.erase(rest.begin(), rest.end());
  return countries;
}

/// One edition's forecast, from the state before it.
class Forecast {
 public:
  Forecast(const Settings& settings, const ListOfGoods& list, int edition)
      : settings_(settings),
        list_(list),
        edition_(edition),
        state_(state_before(list, edition)),
        additions_(additions_of(list, edition, state_)),
        candidates_(candidates_of(state_)) {}

  void fit(Connection& connection, const std::filesystem::path& data) {
    std::vector<GoodKind> goods;
    goods.reserve(state_.goods.size());
    for (const std::string& good : state_.goods) {
      goods.push_back(list_.goods.at(good));
    }
    const DatedFacts facts = facts_known_by(connection, data, state_.year, state_.countries);
    const PairFeatures table(state_, goods, facts, settings_.reach, settings_.smoothing);
    const Fitted model = fitted(table.features(), state_, candidates_, settings_.ridge);
    const std::vector<PairFeature> rates = {table.feature("country_rate"),
                                            table.feature("good_rate")};
    const Fitted both = fitted(rates, state_, candidates_, settings_.baseline_ridge);
    weights_ = weights_of(table.features(), model.weights, candidates_);
    scores_ = {model.log_odds, values_at(rates[0].value, candidates_),
               values_at(rates[1].value, candidates_), both.log_odds};
  }

  RankedEdition ranked(const std::vector<std::string>& clusters) const {
    const auto rank = [&](Scorer scorer) { return ranking(scorer, clusters); };
    RankedEdition ranked{{rank(Scorer::model), rank(Scorer::country), rank(Scorer::good),
                          rank(Scorer::country_and_good)},
                         std::vector<double>(clusters.size(), 0)};
    for (const PairAt& pair : candidates_) {
      ranked.targets_of_cluster[cluster(pair, clusters)] +=
          additions_.targets(pair.good, pair.country);
    }
    return ranked;
  }

  EditionHindcast told() const {
    EditionHindcast told;
    told.edition = edition_;
    told.known_by = state_.year;
    told.goods = state_.goods.size();
    told.countries = state_.countries.size();
    told.candidates = candidates_.size();
    told.targets = additions_.target_count;
    told.unseen_good = additions_.unseen_good;
    told.unseen_country = additions_.unseen_country;
    told.forced_labour = additions_.forced_labour;
    told.weights = weights_;
    return told;
  }

 private:
  std::size_t cluster(const PairAt& pair, const std::vector<std::string>& clusters) const {
    const auto found = std::ranges::lower_bound(
        clusters, state_.countries[static_cast<std::size_t>(pair.country)]);
    return static_cast<std::size_t>(found - clusters.begin());
  }

  Ranking ranking(Scorer scorer, const std::vector<std::string>& clusters) const {
    const VectorXd& scores = scores_[static_cast<std::size_t>(scorer)];
    std::vector<Scored> scored;
    scored.reserve(candidates_.size());
    for (const PairAt& pair : candidates_) {
      scored.push_back({rounded(scores[std::ssize(scored)]),
                        additions_.targets(pair.good, pair.country) > 0, cluster(pair, clusters)});
    }
    return Ranking(std::move(scored));
  }

  const Settings& settings_;
  const ListOfGoods& list_;
  int edition_;
  ListState state_;
  Additions additions_;
  std::vector<PairAt> candidates_;
  std::array<VectorXd, scorers> scores_;
  std::vector<FeatureWeight> weights_;
};

}  // namespace

Hindcast hindcast(Connection& connection, const std::filesystem::path& data,
                  const ListOfGoods& list) {
  const Settings read = settings(connection);
  const std::vector<std::string> clusters = countries_of(list);
  Hindcast result{{}, {}, read.resampling};
  std::vector<RankedEdition> ranked;
  ranked.reserve(list.editions.size());
  std::vector<const RankedEdition*> all;
  for (const auto& [year, pairs] : list.editions) {
    if (year == list.editions.begin()->first) {
      continue;  // nothing came before it
    }
    Forecast forecast(read, list, year);
    forecast.fit(connection, data);
    all.push_back(&ranked.emplace_back(forecast.ranked(clusters)));
    result.editions.push_back(forecast.told());
    result.editions.back().comparison = compare({all.back()}, clusters.size(), read.resampling);
  }
  result.pooled = compare(all, clusters.size(), read.resampling);
  return result;
}

}  // namespace headwater
