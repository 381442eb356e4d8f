#include "hindcast/features.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace headwater {
namespace {

/// Four countries in two places, five goods of two kinds.
struct Small {
  std::vector<GoodKind> goods = {{"c1", "fruit", {8}},
                                 {"c1", "fruit", {8}},
                                 {"c1", "fish", {3}},
                                 {"c2", "ores", {26}},
                                 {"", "", {}}};
  DatedFacts facts;
  ListState state;

  Small() {
    facts.year = 2014;
    facts.countries = {country("AAA", "north", 10, 7.0), country("BBB", "north", 12, 7.5),
                       country("CCC", "south", -40, 9.0), country("DDD", "south", -35, {})};
    facts.countries[0].neighbours = {"BBB"};
    facts.countries[1].neighbours = {"AAA"};
    facts.sectors[{"AAA", "c1"}] = {0.5, 0.2};
    state.year = 2014;
    state.goods = {"apples", "pears", "fish", "tin", "unheard of"};
    state.countries = {"AAA", "BBB", "CCC", "DDD"};
    state.listed = Eigen::MatrixXd::Zero(5, 4);
  }

  static CountryFacts country(const char* iso3, const char* place, double latitude,
                              std::optional<double> income) {
    CountryFacts facts;
    facts.iso3 = iso3;
    facts.region = facts.subregion = place;
    facts.latitude = latitude;
    facts.longitude = 0;
    facts.income = income;
    return facts;
  }

  PairFeatures table() const { return {state, goods, facts, {1500, 8, 0.7}, {2, 3, 5}}; }
};

bool same(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) < 1e-12;
}

RC_GTEST_PROP(Features, a_listed_pair_is_measured_as_if_it_were_not_listed, ()) {
  Small with;
  for (double& value : with.state.listed.reshaped()) {
    value = *rc::gen::inRange(0, 2);
  }
  with.state.listed(3, 0) = with.state.listed(3, 1) = 1;  // an empty list has no rates
  const Eigen::Index good = *rc::gen::inRange(0, 5);
  const Eigen::Index country = *rc::gen::inRange(0, 4);
  with.state.listed(good, country) = 1;
  Small without = with;
  without.state.listed(good, country) = 0;
  const PairFeatures a = with.table();
  const PairFeatures b = without.table();
  for (std::size_t i = 0; i < a.features().size(); ++i) {
    RC_LOG() << a.features()[i].name << "\n";
    RC_ASSERT(same(a.features()[i].value(good, country), b.features()[i].value(good, country)));
  }
}

TEST(Features, a_neighbours_listing_tells_of_the_good_here) {
  Small small;
  small.state.listed(0, 1) = 1;
  small.state.listed(3, 2) = 1;
  const PairFeatures table = small.table();
  for (const char* name : {"good_in_subregion", "good_across_border", "good_nearby"}) {
    const Eigen::MatrixXd& value = table.feature(name).value;
    EXPECT_GT(value(0, 0), 0) << name << ": next to where it is listed";
    EXPECT_LE(value(0, 2), value(0, 0)) << name << ": far from there";
    EXPECT_LT(value(1, 0), value(0, 0)) << name << ": a good listed nowhere";
  }
}

TEST(Features, alike_goods_of_the_country_tell_of_the_good) {
  Small small;
  small.state.listed(1, 0) = 1;
  small.state.listed(3, 1) = 1;
  const PairFeatures table = small.table();
  const Eigen::MatrixXd& alike = table.feature("alike_goods").value;
  EXPECT_GT(alike(0, 0), alike(2, 0)) << "apples where pears are listed, not fish";
  EXPECT_NEAR(alike(4, 0), 0, 1e-12) << "a good of which nothing is known is like no other";
}

TEST(Features, what_is_not_known_stays_unknown_and_is_told) {
  const Small small;
  const PairFeatures table = small.table();
  EXPECT_TRUE(std::isnan(table.feature("income").value(0, 3)));
  EXPECT_EQ(table.feature("income_unknown").value(0, 3), 1);
  EXPECT_EQ(table.feature("income_unknown").value(0, 0), 0);
  EXPECT_TRUE(std::isnan(table.feature("income_fits").value(0, 3)));
  EXPECT_EQ(table.feature("sector_output").value(0, 0), 0.5);
  EXPECT_TRUE(std::isnan(table.feature("sector_output").value(0, 1)));
  EXPECT_EQ(table.feature("sector_unknown").value(3, 0), 1);
}

}  // namespace
}  // namespace headwater
