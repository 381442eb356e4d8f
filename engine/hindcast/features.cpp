#include "hindcast/features.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.h"

namespace headwater {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

using OfCountry = std::vector<std::optional<double>>;

template <class Of>
OfCountry of_countries(std::span<const CountryFacts> countries, const Of& of) {
  OfCountry values;
  for (const CountryFacts& country : countries) {
    values.push_back(of(country));
  }
  return values;
}

}  // namespace

PairFeatures::PairFeatures(const ListState& state, std::span<const GoodKind> goods,
                           const DatedFacts& facts, const LikenessReach& reach,
                           const Smoothing& smoothing)
    : listed_(state.listed),
      smoothing_(smoothing),
      mean_(((state.listed.sum() - state.listed.array()) / static_cast<double>(state.listed.size()))
                .matrix()) {
  const CountryLikeness countries = country_likeness(facts.countries, reach);
  const GoodLikeness alike = good_likeness(goods);
  add_rates();
  add_good_among("good_in_subregion", "the good is listed in countries of the same subregion",
                 countries.subregion);
  add_good_among("good_across_border", "the good is listed across a land border", countries.border);
  add_good_among("good_nearby", "the good is listed in countries nearby", countries.near);
  add_good_among("good_at_latitude", "the good is listed as far from the equator",
                 countries.latitude);
  add_good_among("good_at_income", "the good is listed in countries of like income",
                 countries.income);
  add_goods_like("alike_goods", "the country is listed for goods made alike", alike.group);
  add_goods_like("same_chapter", "the country is listed for goods of the same HS chapter",
                 alike.chapter);
  add_goods_like("same_sector", "the country is listed for goods of the same sector", alike.sector);
  add_listed_together();
  add_goods_like_among("alike_goods_in_subregion",
                       "goods made alike are listed in the same subregion", alike.group,
                       countries.subregion);
  add_goods_like_among("sector_in_region", "goods of the same sector are listed in the region",
                       alike.sector, countries.region);
  add_goods_like_among("alike_goods_nearby", "goods made alike are listed in countries nearby",
                       alike.group, countries.near);
  add_conditions(facts.countries);
  add_sectors(goods, facts);
}

const PairFeature& PairFeatures::feature(std::string_view name) const {
  const auto found = std::ranges::find(features_, name, &PairFeature::name);
  if (found == features_.end()) {
    throw Error(fmt::format("the hindcast has no feature {}", name));
  }
  return *found;
}

void PairFeatures::add(std::string name, std::string reason, MatrixXd value) {
  features_.push_back({std::move(name), std::move(reason), std::move(value)});
}

void PairFeatures::add_rates() {
  const Index goods = listed_.rows();
  const Index countries = listed_.cols();
  const MatrixXd of_country = listed_.colwise().sum().replicate(goods, 1) - listed_;
  const MatrixXd of_good = listed_.rowwise().sum().replicate(1, countries) - listed_;
  const double prior = smoothing_.rate;
  country_rate_ =
      (of_country.array() + prior * mean_.array()) / (static_cast<double>(goods) + prior);
  good_rate_ = (of_good.array() + prior * mean_.array()) / (static_cast<double>(countries) + prior);
  add("country_rate", "the country is listed for many goods", country_rate_.array().log());
  add("good_rate", "the good is listed in many countries", good_rate_.array().log());
}

void PairFeatures::add_good_among(std::string name, std::string reason, const MatrixXd& countries) {
  const MatrixXd found = listed_ * countries;
  const MatrixXd weight = countries.colwise().sum().replicate(listed_.rows(), 1);
  const double prior = smoothing_.countries;
  add(std::move(name), std::move(reason),
      ((found.array() + prior * good_rate_.array()) / (weight.array() + prior)).log() -
          good_rate_.array().log());
}

void PairFeatures::add_goods_like(std::string name, std::string reason, const MatrixXd& goods) {
  const MatrixXd found = goods * listed_;
  const MatrixXd weight = goods.rowwise().sum().replicate(1, listed_.cols());
  const double prior = smoothing_.goods;
  add(std::move(name), std::move(reason),
      ((found.array() + prior * country_rate_.array()) / (weight.array() + prior)).log() -
          country_rate_.array().log());
}

void PairFeatures::add_goods_like_among(std::string name, std::string reason, const MatrixXd& goods,
                                        const MatrixXd& countries) {
  const Index columns = listed_.cols();
  const MatrixXd with_itself = goods + MatrixXd::Identity(goods.rows(), goods.cols());
  const VectorXd size = with_itself.rowwise().sum();
  const MatrixXd found = with_itself * listed_ * countries;
  const MatrixXd weight = size * countries.colwise().sum();
  const MatrixXd all = (with_itself * listed_.rowwise().sum()).replicate(1, columns) - listed_;
  const MatrixXd pairs = (size * static_cast<double>(columns)).replicate(1, columns);
  const MatrixXd rate =
      (all.array() + smoothing_.rate * mean_.array()) / (pairs.array() + smoothing_.rate);
  add(std::move(name), std::move(reason),
      ((found.array() + smoothing_.goods * rate.array()) / (weight.array() + smoothing_.goods))
              .log() -
          rate.array().log());
}

/// Cosine of two goods over the other countries they are listed in, summed over what the country is
/// listed for.
void PairFeatures::add_listed_together() {
  const MatrixXd both = listed_ * listed_.transpose();
  const VectorXd total = listed_.rowwise().sum();
  MatrixXd value(listed_.rows(), listed_.cols());
  for (Index country = 0; country < listed_.cols(); ++country) {
    const VectorXd here = listed_.col(country);
    const VectorXd size = (total - here).array() + smoothing_.rate;
    MatrixXd likeness = both - here * here.transpose();
    likeness.array() /= (size * size.transpose()).array().sqrt();
    likeness.diagonal().setZero();
    value.col(country) = (likeness * here).array().log1p();
  }
  add("listed_together", "the country's other goods are listed where this one is",
      std::move(value));
}

void PairFeatures::add_condition(const std::string& name, const std::string& reason,
                                 const OfCountry& of_country) {
  MatrixXd value(listed_.rows(), listed_.cols());
  MatrixXd missing(listed_.rows(), listed_.cols());
  for (Index country = 0; country < listed_.cols(); ++country) {
    const auto known = of_country[static_cast<std::size_t>(country)];
    value.col(country).setConstant(known.value_or(unknown));
    missing.col(country).setConstant(known ? 0 : 1);
  }
  add(name, reason, std::move(value));
  add(name + "_unknown", name + " of the country is not known", std::move(missing));
}

/// How near the country is to the middle of those the good is listed in.
void PairFeatures::add_closeness(std::string name, std::string reason,
                                 const OfCountry& of_country) {
  const OfCountry scaled = standardised(of_country);
  VectorXd known(listed_.cols());
  VectorXd position(listed_.cols());
  for (Index country = 0; country < listed_.cols(); ++country) {
    const auto value = scaled[static_cast<std::size_t>(country)];
    known[country] = value ? 1 : 0;
    position[country] = value.value_or(0);
  }
  const MatrixXd own = listed_ * position.asDiagonal();
  const MatrixXd counted = listed_ * known.asDiagonal();
  const MatrixXd sum = (listed_ * position).replicate(1, listed_.cols()) - own;
  const MatrixXd count = (listed_ * known).replicate(1, listed_.cols()) - counted;
  const MatrixXd middle = sum.array() / (count.array() + smoothing_.countries);
  MatrixXd value = -(position.transpose().replicate(listed_.rows(), 1) - middle).array().square();
  for (Index country = 0; country < listed_.cols(); ++country) {
    if (known[country] == 0) {
      value.col(country).setConstant(unknown);
    }
  }
  add(std::move(name), std::move(reason), std::move(value));
}

void PairFeatures::add_conditions(std::span<const CountryFacts> countries) {
  const auto of = [&](std::optional<double> CountryFacts::* fact) {
    return of_countries(countries, [&](const CountryFacts& country) { return country.*fact; });
  };
  const OfCountry from_equator = of_countries(countries, [](const CountryFacts& country) {
    return country.latitude ? std::optional(std::abs(*country.latitude)) : std::nullopt;
  });
  add_condition("population", "the country has many people", of(&CountryFacts::population));
  add_condition("income", "the country has a high income a head", of(&CountryFacts::income));
  add_condition("human_development", "the country has a high human development index",
                of(&CountryFacts::development));
  add_condition("vulnerable_employment", "much of the work is vulnerable employment",
                of(&CountryFacts::vulnerable));
  add_condition("children_in_employment", "many children are in employment",
                of(&CountryFacts::children));
  add_condition("trafficking_tier", "the trafficking report places the country on a low tier",
                of(&CountryFacts::tier));
  add_condition("latitude", "the country is far from the equator", from_equator);
  add_closeness("latitude_fits", "as far from the equator as where the good is listed",
                from_equator);
  add_closeness("income_fits", "an income as where the good is listed", of(&CountryFacts::income));
  add_closeness("development_fits", "a development index as where the good is listed",
                of(&CountryFacts::development));
  add_closeness("population_fits", "as many people as where the good is listed",
                of(&CountryFacts::population));
}

void PairFeatures::add_sectors(std::span<const GoodKind> goods, const DatedFacts& facts) {
  MatrixXd share = MatrixXd::Constant(listed_.rows(), listed_.cols(), unknown);
  MatrixXd exported = share;
  MatrixXd missing = MatrixXd::Ones(listed_.rows(), listed_.cols());
  for (Index good = 0; good < listed_.rows(); ++good) {
    for (Index country = 0; country < listed_.cols(); ++country) {
      const auto found =
          facts.sectors.find({facts.countries[static_cast<std::size_t>(country)].iso3,
                              goods[static_cast<std::size_t>(good)].sector});
      if (found != facts.sectors.end()) {
        share(good, country) = found->second.share_of_output;
        exported(good, country) = found->second.exported;
        missing(good, country) = 0;
      }
    }
  }
  add("sector_output", "the good's sector is large in the country's output", std::move(share));
  add("sector_exports", "much of the sector's output is exported", std::move(exported));
  add("sector_unknown", "output and exports of the sector are not known", std::move(missing));
}

}  // namespace headwater
