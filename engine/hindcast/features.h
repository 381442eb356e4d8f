#pragma once

#include <Eigen/Dense>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "hindcast/alike.h"
#include "hindcast/candidates.h"

namespace headwater {

/// How strongly counts are smoothed (data/assumptions.csv).
struct Smoothing {
  double rate = 0;
  double countries = 0;
  double goods = 0;
};

/// One thing known of each pair of a good and a country.
struct PairFeature {
  std::string name;
  std::string reason;     ///< what a high value says
  Eigen::MatrixXd value;  ///< goods x countries; NaN: not known
};

/// What is known of each pair at a time, reckoned as if that one pair were not listed: a listed
/// pair and a candidate are measured alike.
class PairFeatures {
 public:
  PairFeatures(const ListState& state, std::span<const GoodKind> goods, const DatedFacts& facts,
               const LikenessReach& reach, const Smoothing& smoothing);

  const std::vector<PairFeature>& features() const { return features_; }
  const PairFeature& feature(std::string_view name) const;

 private:
  void add(std::string name, std::string reason, Eigen::MatrixXd value);
  void add_rates();
  void add_good_among(std::string name, std::string reason, const Eigen::MatrixXd& countries);
  void add_goods_like(std::string name, std::string reason, const Eigen::MatrixXd& goods);
  void add_goods_like_among(std::string name, std::string reason, const Eigen::MatrixXd& goods,
                            const Eigen::MatrixXd& countries);
  void add_listed_together();
  void add_condition(const std::string& name, const std::string& reason,
                     const std::vector<std::optional<double>>& of_country);
  void add_closeness(std::string name, std::string reason,
                     const std::vector<std::optional<double>>& of_country);
  void add_conditions(std::span<const CountryFacts> countries);
  void add_sectors(std::span<const GoodKind> goods, const DatedFacts& facts);

  const Eigen::MatrixXd& listed_;
  Smoothing smoothing_;
  Eigen::MatrixXd mean_;  ///< share of all pairs that are listed
  Eigen::MatrixXd country_rate_;
  Eigen::MatrixXd good_rate_;
  std::vector<PairFeature> features_;
};

}  // namespace headwater
