#pragma once

#include <Eigen/Dense>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hindcast/dated_facts.h"
#include "hindcast/editions.h"

namespace headwater {

/// How far likeness reaches (data/assumptions.csv).
struct LikenessReach {
  double distance_km = 0;
  double latitude_degrees = 0;
  double income_spread = 0;
};

/// How alike countries are, 0 to 1; none is like itself: what a country is listed for must not tell
/// of itself. Where something is not known of a country, it is like no other.
struct CountryLikeness {
  Eigen::MatrixXd subregion;
  Eigen::MatrixXd region;
  Eigen::MatrixXd border;
  Eigen::MatrixXd near;
  Eigen::MatrixXd latitude;
  Eigen::MatrixXd income;
};
CountryLikeness country_likeness(std::span<const CountryFacts> countries,
                                 const LikenessReach& reach);

/// Goods that share something: 1 or 0, none with itself.
struct GoodLikeness {
  Eigen::MatrixXd group;
  Eigen::MatrixXd chapter;
  Eigen::MatrixXd sector;
};
GoodLikeness good_likeness(std::span<const GoodKind> goods);

/// Over the known ones to mean 0 and variance 1; unknown stays unknown.
std::vector<std::optional<double>> standardised(std::vector<std::optional<double>> values);

}  // namespace headwater
