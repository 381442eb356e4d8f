#include "hindcast/editions.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "hindcast/good_names.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

class Editions : public testing::Test {
 protected:
  Editions() : database_(scratch({.threads = 1})), connection_(database_.connect()) {
    load_reference(connection_, HEADWATER_DATA_DIR);
    list_ = shipped_list(connection_);
  }

  static ListedRow row(int edition, const char* good, const char* country, const char* iso3 = "") {
    return {.row = 2,
            .edition = edition,
            .good = good,
            .country = country,
            .iso3 = iso3,
            .sector = "Agriculture",
            .forced_labour = false};
  }

  std::vector<Issue> add(const std::vector<ListedRow>& rows) {
    return add_editions(connection_, rows, "goods.csv", list_);
  }

  Database database_;
  Connection connection_;
  ListOfGoods list_;
};

TEST_F(Editions, the_shipped_editions_are_as_published) {
  EXPECT_EQ(list_.editions.at(2014).size(), 353U);
  EXPECT_EQ(list_.editions.at(2016).size(), 379U);
  EXPECT_EQ(list_.editions.at(2018).size(), 418U);
  EXPECT_EQ(list_.goods.at("Cashews").sector, "c1");
  EXPECT_EQ(list_.goods.at("Cashews").good_group, "fruit and vegetables");
  EXPECT_EQ(list_.goods.at("Gold").good_group, "ores");
  EXPECT_EQ(list_.goods.at("Garments").chapters.count(62), 1U);
}

TEST_F(Editions, renamed_goods_and_countries_are_reconciled) {
  const auto issues =
      add({row(2030, "Bovines", "Burma", "BUR"), row(2030, "Palm Oil", "Ivory Coast"),
           row(2030, "nile perch (Fish)", "Viet Nam"),
           row(2030, "Chile  peppers", "Congo, Democratic Republic of the (DRC)")});
  EXPECT_EQ(issues.size(), 0U) << (issues.empty() ? "" : issues[0].value);
  EXPECT_EQ(list_.editions.at(2030), (std::vector<ListedPair>{{"Cattle", "MMR"},
                                                              {"Chile peppers", "COD"},
                                                              {"Fish (Nile perch)", "VNM"},
                                                              {"Palm oil", "CIV"}}));
}

TEST_F(Editions, two_goods_of_the_same_words_are_told_apart_by_their_spelling) {
  add({row(2030, "Pepper", "India"), row(2030, "Peppers", "India")});
  EXPECT_EQ(list_.editions.at(2030),
            (std::vector<ListedPair>{{"Pepper (spice)", "IND"}, {"Peppers (vegetable)", "IND"}}));
  const GoodNames names(connection_, list_);
  EXPECT_EQ(names.good("(spice) pepper"), "Pepper (spice)");
}

TEST_F(Editions, an_unknown_country_leaves_one_row_out_and_is_told) {
  const auto issues = add({row(2030, "Coffee", "Atlantis"), row(2030, "Coffee", "Brazil")});
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues[0].value, "Atlantis");
  EXPECT_EQ(list_.editions.at(2030).size(), 1U);
}

TEST_F(Editions, brackets_behind_a_country_are_part_of_its_name_or_passed_over) {
  EXPECT_TRUE(add({row(2030, "Gold", "Sudan (South)"), row(2030, "Gold", "Korea (North)"),
                   row(2030, "Gold", "Burma (Myanmar)")})
                  .empty());
  EXPECT_EQ(list_.editions.at(2030),
            (std::vector<ListedPair>{{"Gold", "MMR"}, {"Gold", "PRK"}, {"Gold", "SSD"}}));
}

TEST_F(Editions, a_code_counts_where_the_name_is_not_known) {
  const auto issues = add({row(2030, "Coffee", "The Land of Coffee", "BRA")});
  EXPECT_TRUE(issues.empty());
  EXPECT_EQ(list_.editions.at(2030)[0].iso3, "BRA");
}

TEST_F(Editions, a_new_good_is_told_once_and_takes_after_a_good_its_name_holds) {
  const auto issues = add({row(2030, "Coffee (wild)", "Brazil"),
                           row(2032, "coffee (Wild)", "Kenya"), row(2032, "Moss", "Kenya")});
  ASSERT_EQ(issues.size(), 2U);
  EXPECT_EQ(list_.goods.at("Coffee (wild)").good_group, "stimulants and spices");
  EXPECT_EQ(list_.editions.at(2032)[0].good, "Coffee (wild)");
  EXPECT_EQ(list_.goods.at("Moss").sector, "c1") << "the list calls it agriculture";
  EXPECT_EQ(list_.goods.at("Moss").good_group, "") << "and nothing more is known";
}

TEST_F(Editions, an_edition_that_ships_is_not_read_again) {
  const auto issues = add({row(2018, "Coffee", "Norway"), row(2018, "Coffee", "Sweden")});
  ASSERT_EQ(issues.size(), 2U) << "and nothing else is in the file";
  EXPECT_EQ(list_.editions.at(2018).size(), 418U);
}

TEST_F(Editions, a_file_of_endless_goods_is_refused) {
  std::vector<ListedRow> rows;
  for (int i = 0; i < 500; ++i) {
    rows.push_back(row(2030, ("good " + std::to_string(i)).c_str(), "Kenya"));
  }
  EXPECT_THROW(add(rows), Error);
}

TEST_F(Editions, a_file_of_endless_editions_is_refused) {
  std::vector<ListedRow> rows;
  for (int year = 2030; year < 2060; ++year) {
    rows.push_back(row(year, "Coffee", "Kenya"));
  }
  EXPECT_THROW(add(rows), Error);
}

TEST_F(Editions, a_pair_listed_twice_counts_once_forced_if_either_row_says_so) {
  ListedRow forced = row(2030, "Coffee", "Brazil");
  forced.forced_labour = true;
  add({row(2030, "Coffee", "Brazil"), forced, row(2030, "coffee", "BRAZIL")});
  EXPECT_EQ(list_.editions.at(2030), (std::vector<ListedPair>{{"Coffee", "BRA", true}}));
}

TEST_F(Editions, a_new_name_in_the_countries_of_a_dropped_good_is_that_good_renamed) {
  list_.editions.clear();
  list_.editions[2018] = {{"Coffee", "BRA"}, {"Coffee", "COL"}, {"Coffee", "KEN"},
                          {"Gold", "COL"},   {"Gold", "PER"},   {"Tea", "KEN"}};
  const auto issues =
      add({row(2030, "Mocha", "Brazil"), row(2030, "Mocha", "Colombia"),
           row(2030, "Mocha", "Kenya"), row(2030, "Bullion", "Colombia"),
           row(2030, "Bullion", "Peru"), row(2030, "Tea", "Kenya"), row(2032, "Mocha", "Peru")});
  EXPECT_EQ(list_.editions.at(2030).size(), 6U);
  EXPECT_EQ(list_.editions.at(2030)[2], (ListedPair{"Coffee", "BRA"}));
  EXPECT_EQ(list_.editions.at(2032)[0], (ListedPair{"Coffee", "PER"}));
  EXPECT_FALSE(list_.goods.contains("Mocha"));
  EXPECT_TRUE(list_.goods.contains("Bullion")) << "two countries may be chance";
  ASSERT_EQ(issues.size(), 3U) << "two new names, one taken as renamed";
  EXPECT_EQ(issues[2].value, "Mocha");
}

}  // namespace
}  // namespace headwater
