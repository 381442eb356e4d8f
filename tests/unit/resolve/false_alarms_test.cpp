#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.h"
#include "resolve/comparison.h"
#include "resolve/features.h"
#include "resolve/resolve.h"

namespace headwater {
namespace {

const FeatureTable& table() { return FeatureTable::get(); }

rc::Gen<std::string> names() {
  const auto word =
      rc::gen::element<std::string>("Haige", "Textile", "Orbita", "Trading", "Sunrise", "Sunrize",
                                    "Steel", "Stal", "Fund 2", "Fund 3");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(3, word),
                      [](const auto& words) { return words[0] + " " + words[1] + " " + words[2]; });
}

/// 0.05% to 50%, evenly by their logarithm.
rc::Gen<double> rates() {
  return rc::gen::map(rc::gen::inRange(0, 1000),
                      [](int step) { return 0.0005 * std::pow(1000.0, step / 1000.0); });
}

ScreenOptions allowing(double false_alarms) {
  return {.top = 5, .threshold = 0, .threads = 1, .false_alarms = false_alarms};
}

TEST(FalseAlarms, OneInAHundredIsWhereAPossibleMatchBegins) {
  EXPECT_DOUBLE_EQ(table().threshold(0.01), table().possible_threshold());
}

TEST(FalseAlarms, BetweenRatesOfTheTableTheThresholdLiesBetweenTheirs) {
  const double middle = std::sqrt(0.001 * 0.002);
  EXPECT_NEAR(table().threshold(middle), (table().threshold(0.001) + table().threshold(0.002)) / 2,
              1e-12);
}

TEST(FalseAlarms, WhatIsAMatchIsPossibleToo) {
  const Thresholds lax = table().thresholds(0.1);
  EXPECT_LT(lax.match, table().possible_threshold());
  EXPECT_EQ(lax.possible, lax.match);
  EXPECT_EQ(table().thresholds({}).match, table().match_threshold());
  EXPECT_EQ(table().thresholds({}).possible, table().possible_threshold());
}

TEST(FalseAlarms, MoreThanTheTableHoldsCountAsItsMost) {
  EXPECT_EQ(table().threshold(0.5), table().threshold(0.1));
}

TEST(FalseAlarms, FewerThanTheLabelledNamesCanTellAreRefused) {
  EXPECT_NO_THROW(table().threshold(0.05 / 100));
  EXPECT_THROW(table().threshold(0.0004), Error);
  EXPECT_THROW(table().threshold(std::nan("")), Error);
  EXPECT_THROW(match_score(allowing(0.0001)), Error);
}

RC_GTEST_PROP(FalseAlarms, FewerAllowedNeverGiveMoreMatches, ()) {
  std::vector<NameRecord> listed;
  std::vector<NameRecord> queries;
  for (std::int64_t i = 0; i < 8; ++i) {
    listed.push_back({i, *names(), {}, {}});
    queries.push_back({i, *names(), {}, {}});
  }
  const double few = *rates();
  const double many = std::max(few, *rates());
  const NameIndex index(listed);
  const auto strict = index.screen(queries, allowing(few));
  const auto lax = index.screen(queries, allowing(many));
  for (std::size_t q = 0; q < queries.size(); ++q) {
    RC_ASSERT(strict[q].size() == lax[q].size());
    for (std::size_t c = 0; c < strict[q].size(); ++c) {
      RC_ASSERT(strict[q][c].id == lax[q][c].id);
      RC_ASSERT(strict[q][c].decision <= lax[q][c].decision);
      RC_ASSERT((strict[q][c].decision == Decision::match) ==
                (strict[q][c].score >= match_score(allowing(few))));
    }
  }
}

}  // namespace
}  // namespace headwater
