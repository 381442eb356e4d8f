#include "hindcast/alike.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headwater {
namespace {

constexpr double earth_radius_km = 6371;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

double square(double value) { return value * value; }

/// Along a great circle.
std::optional<double> kilometres(const CountryFacts& a, const CountryFacts& b) {
  if (!a.latitude || !a.longitude || !b.latitude || !b.longitude) {
    return std::nullopt;
  }
  const double up = radians(*b.latitude - *a.latitude) / 2;
  const double across = radians(*b.longitude - *a.longitude) / 2;
  const double chord = square(std::sin(up)) + std::cos(radians(*a.latitude)) *
                                                  std::cos(radians(*b.latitude)) *
                                                  square(std::sin(across));
  return 2 * earth_radius_km * std::asin(std::min(1.0, std::sqrt(chord)));
}

double bell(std::optional<double> a, std::optional<double> b, double reach) {
  return a && b ? std::exp(-square((*a - *b) / reach) / 2) : 0.0;
}

template <class Of>
Eigen::MatrixXd pairwise(std::size_t size, const Of& of) {
  const auto n = static_cast<Eigen::Index>(size);
  Eigen::MatrixXd likeness = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t a = 0; a < size; ++a) {
    for (std::size_t b = 0; b < size; ++b) {
      if (a != b) {
        likeness(static_cast<Eigen::Index>(a), static_cast<Eigen::Index>(b)) = of(a, b);
      }
    }
  }
  return likeness;
}

double same(const std::string& a, const std::string& b) { return !a.empty() && a == b ? 1 : 0; }

bool share_one(const std::set<int>& a, const std::set<int>& b) {
  return std::ranges::any_of(a, [&](int chapter) { return b.contains(chapter); });
}

}  // namespace

std::vector<std::optional<double>> standardised(std::vector<std::optional<double>> values) {
  double count = 0;
  double sum = 0;
  double squares = 0;
  for (const auto& value : values) {
    count += value ? 1 : 0;
    sum += value.value_or(0);
  }
  const double mean = count > 0 ? sum / count : 0;
  for (const auto& value : values) {
    squares += value ? square(*value - mean) : 0;
  }
  const double deviation = count > 0 ? std::sqrt(squares / count) : 0;
  for (auto& value : values) {
    if (value) {
      value = deviation > 0 ? (*value - mean) / deviation : 0;
    }
  }
  return values;
}

CountryLikeness country_likeness(std::span<const CountryFacts> countries,
                                 const LikenessReach& reach) {
  std::vector<std::optional<double>> incomes;
  std::vector<std::optional<double>> from_equator;
  for (const CountryFacts& country : countries) {
    incomes.push_back(country.income);
    from_equator.push_back(country.latitude ? std::optional(std::abs(*country.latitude))
                                            : std::nullopt);
  }
  incomes = standardised(std::move(incomes));
  const auto by = [&](const auto& of) { return pairwise(countries.size(), of); };
  CountryLikeness likeness;
  likeness.subregion =
      by([&](auto a, auto b) { return same(countries[a].subregion, countries[b].subregion); });
  likeness.region =
      by([&](auto a, auto b) { return same(countries[a].region, countries[b].region); });
  likeness.border = by([&](auto a, auto b) {
    return std::ranges::find(countries[a].neighbours, countries[b].iso3) !=
                   countries[a].neighbours.end()
               ? 1.0
               : 0.0;
  });
  likeness.near = by([&](auto a, auto b) {
    const auto distance = kilometres(countries[a], countries[b]);
    return distance ? std::exp(-*distance / reach.distance_km) : 0.0;
  });
  likeness.latitude = by([&](auto a, auto b) {
    return bell(from_equator[a], from_equator[b], reach.latitude_degrees);
  });
  likeness.income =
      by([&](auto a, auto b) { return bell(incomes[a], incomes[b], reach.income_spread); });
  return likeness;
}

GoodLikeness good_likeness(std::span<const GoodKind> goods) {
  GoodLikeness likeness;
  likeness.group = pairwise(
      goods.size(), [&](auto a, auto b) { return same(goods[a].good_group, goods[b].good_group); });
  likeness.chapter = pairwise(goods.size(), [&](auto a, auto b) {
    return share_one(goods[a].chapters, goods[b].chapters) ? 1.0 : 0.0;
  });
  likeness.sector = pairwise(
      goods.size(), [&](auto a, auto b) { return same(goods[a].sector, goods[b].sector); });
  return likeness;
}

}  // namespace headwater
