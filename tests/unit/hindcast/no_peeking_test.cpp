#include <gtest/gtest.h>

#include "hindcast/hindcast.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

/// The forecast of 2016 is made by what was known in 2014.
class NoPeeking : public testing::Test {
 protected:
  NoPeeking() : database_(scratch({.threads = 1})), connection_(database_.connect()) {
    load_reference(connection_, HEADWATER_DATA_DIR);
    connection_.run("UPDATE reference.assumptions SET value = 20 WHERE key = 'hindcast.resamples'");
    before_ = forecast();
  }

  EditionHindcast forecast() {
    return hindcast(connection_, HEADWATER_DATA_DIR, shipped_list(connection_)).editions.front();
  }

  static std::vector<double> weights(const EditionHindcast& edition) {
    std::vector<double> values;
    for (const FeatureWeight& weight : edition.weights) {
      values.push_back(weight.weight);
    }
    return values;
  }

  bool unchanged() {
    const EditionHindcast after = forecast();
    return weights(after) == weights(before_) &&
           after.comparison->of[0].roc_auc.value == before_.comparison->of[0].roc_auc.value &&
           after.comparison->of[0].pr_auc.value == before_.comparison->of[0].pr_auc.value;
  }

  Database database_;
  Connection connection_;
  EditionHindcast before_;
};

TEST_F(NoPeeking, later_rows_of_every_dated_table_change_nothing) {
  ASSERT_EQ(before_.edition, 2016);
  ASSERT_EQ(before_.known_by, 2014);
  connection_.run(
      "UPDATE reference.country_indicators SET value = value * 7 + 3 WHERE year > 2014;"
      "INSERT INTO reference.country_indicators (iso3, indicator, year, value) "
      "SELECT iso3, indicator, 2015, 1 FROM reference.country_indicators "
      "WHERE indicator IN ('hdi', 'gdp_usd', 'population') AND year = 2010;"
      "UPDATE reference.work_conditions SET value = 99 - value WHERE year > 2014;"
      "UPDATE reference.tip_tiers SET tier = '3' WHERE year > 2014;"
      "DELETE FROM reference.tip_tiers WHERE year = 2015 AND iso3 < 'M';"
      "DELETE FROM reference.listed_goods WHERE edition > 2016");
  EXPECT_TRUE(unchanged());
}

TEST_F(NoPeeking, what_has_no_date_or_a_late_one_is_not_used_at_all) {
  connection_.run(
      "UPDATE reference.country_indicators SET value = -value "
      "WHERE indicator IN ('rule_of_law', 'conflict_deaths');"
      "UPDATE reference.countries SET income_group = 'High income';"
      "UPDATE reference.global_estimates SET value = 1;"
      "DELETE FROM reference.state_imposed; DELETE FROM reference.tied_visa");
  EXPECT_TRUE(unchanged());
}

TEST_F(NoPeeking, rows_known_by_then_do_change_it) {
  const std::vector<std::string> changes = {
      "UPDATE reference.country_indicators SET value = value * (1 + ascii(iso3) % 5) "
      "WHERE indicator = 'population' AND year <= 2014",
      "UPDATE reference.work_conditions SET value = 99 - value WHERE year <= 2014 AND iso3 < 'M'",
      "UPDATE reference.tip_tiers SET tier = '3' WHERE year <= 2014 AND iso3 < 'M'",
      "DELETE FROM reference.country_borders WHERE iso3 < 'M'"};
  for (const std::string& change : changes) {
    connection_.run(change);
    EXPECT_FALSE(unchanged()) << change;
    before_ = forecast();
  }
}

TEST_F(NoPeeking, a_table_of_a_later_year_is_left_out) {
  connection_.run(
      "UPDATE reference.assumptions SET value = 2015 WHERE key = 'hindcast.table_year'");
  for (const FeatureWeight& weight : forecast().weights) {
    if (weight.feature == "sector_output" || weight.feature == "sector_exports") {
      EXPECT_EQ(weight.known, 0) << weight.feature;
      EXPECT_EQ(weight.weight, 0) << weight.feature;
    }
  }
}

TEST_F(NoPeeking, an_edition_changes_the_forecasts_after_it_only) {
  ListOfGoods list = shipped_list(connection_);
  list.editions[2016].push_back({"Coffee", "NOR", false});
  const Hindcast changed = hindcast(connection_, HEADWATER_DATA_DIR, list);
  EXPECT_EQ(weights(changed.editions[0]), weights(before_));
  EXPECT_NE(
      weights(changed.editions[1]),
      weights(hindcast(connection_, HEADWATER_DATA_DIR, shipped_list(connection_)).editions[1]));
}

}  // namespace
}  // namespace headwater
