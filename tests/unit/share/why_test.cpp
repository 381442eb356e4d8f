#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "unit/share/filled_case.h"

namespace headwater {
namespace {

using Json = nlohmann::ordered_json;

class Why : public testing::Test {
 protected:
  Json ask(const std::string& about) { return Json::parse(why(filled.connection(), about)); }
  std::string refusal(const std::string& about) {
    try {
      why(filled.connection(), about);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }
  FilledCase filled;
};

TEST_F(Why, a_supplier_is_found_by_id_name_or_spelling) {
  for (const char* about :
       {"E000000000000001", "mirelle GLOVES", "Mirelle Gloves Sdn. Bhd.", "gloves"}) {
    EXPECT_EQ(ask(about)["figures"]["supplier"], "E000000000000001") << about;
  }
}

TEST_F(Why, a_supplier_comes_with_its_reasons_and_rows) {
  const Json answer = ask("Mirelle Gloves");
  EXPECT_EQ(answer["figures"]["rank"], 1);
  EXPECT_EQ(answer["reasons"][1]["assumed"], true);
  ASSERT_EQ(answer["rows"].size(), 2U);
  EXPECT_EQ(answer["rows"][0]["file"], "harbour_town_2019.csv");
  EXPECT_EQ(answer["rows"][0]["row"], 2);
  EXPECT_EQ(answer["rows"][0]["notice"], "notice 1");
}

TEST_F(Why, a_supplier_too_uncertain_to_rank_has_no_rank) {
  const Json answer = ask("Tall Pines Timber");
  EXPECT_EQ(answer["figures"]["ranked"], "not ranked: too uncertain");
  EXPECT_TRUE(answer["figures"]["rank"].is_null());
}

TEST_F(Why, several_that_fit_are_listed) {
  const std::string message = refusal("mirelle");
  EXPECT_TRUE(holds(message, "E000000000000001"));
  EXPECT_TRUE(holds(message, "E000000000000005"));
}

TEST_F(Why, what_is_not_there_is_an_error_with_advice) {
  EXPECT_TRUE(holds(refusal("zzzz"), "exports/suppliers.csv"));
}

TEST_F(Why, a_country_by_code_or_name_in_many_languages) {
  for (const char* about : {"COD", "Malaysia", "Tschechien"}) {
    EXPECT_EQ(ask(about)["kind"], "country") << about;
  }
  const Json answer = ask("cod");
  EXPECT_EQ(answer["figures"]["work_done_there"]["exposure"]["value"], 1800.25);
  EXPECT_TRUE(holds(answer["reasons"].dump(), "conflict: high"));
  EXPECT_TRUE(holds(answer["reasons"].dump(), "path: Electronics, China ← Metals, China ← Mining"));
}

TEST_F(Why, a_country_points_to_the_rows_placed_there) { EXPECT_EQ(ask("MYS")["rows_in_all"], 2); }

TEST_F(Why, a_figure_that_would_speak_of_one_supplier_is_kept_back) {
  EXPECT_EQ(ask("MYS")["figures"]["bought_there_and_upstream"],
            "not told: it would speak of one or two suppliers");
}

TEST_F(Why, a_sector_by_code_or_name) {
  EXPECT_EQ(ask("c10")["about"], "Rubber and plastics");
  EXPECT_EQ(ask("rubber and plastics")["kind"], "sector");
}

TEST_F(Why, the_ledger_itself) {
  const Json answer = ask("ledger");
  EXPECT_EQ(answer["figures"]["ledger"]["exposure"]["low"], 1900);
  EXPECT_EQ(answer["rows"][0]["row"], 4);
  EXPECT_EQ(answer["rows_in_all"], 7);
}

}  // namespace
}  // namespace headwater
