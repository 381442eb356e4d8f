#include "ingest/codes.h"

#include <gtest/gtest.h>

#include "ingest/column_content.h"

namespace headwater {
namespace {

std::string read(std::string_view written, const std::string& scheme, Problems& problems) {
  const auto code = read_code(written, scheme, 2, problems);
  return code ? code->scheme + " " + code->code : "";
}

TEST(Codes, check_digits_and_points_are_taken_off) {
  Problems problems("t.csv");
  EXPECT_EQ(read("09100000-0", "CPV", problems), "CPV 09100000");
  EXPECT_EQ(read("6109.10", "HS", problems), "HS 610910");
  EXPECT_EQ(read("C1410", "ISIC", problems), "ISIC C1410");
  EXPECT_TRUE(problems.issues().empty());
}

TEST(Codes, a_leading_zero_that_a_spreadsheet_ate_comes_back_with_a_note) {
  Problems problems("t.csv");
  EXPECT_EQ(read("9100000", "CPV", problems), "CPV 09100000");
  EXPECT_EQ(problems.issues().size(), 1);
}

TEST(Codes, what_is_no_code_is_reported_and_not_used) {
  Problems problems("t.csv");
  EXPECT_EQ(read("office supplies", "CPV", problems), "");
  EXPECT_EQ(read("123", "", problems), "");
  EXPECT_EQ(problems.issues().size(), 2);
}

TEST(Codes, the_check_digit_of_a_cpv_code_follows_from_its_digits) {
  EXPECT_TRUE(is_cpv_with_check_digit("03000000-1"));
  EXPECT_TRUE(is_cpv_with_check_digit("03110000-5"));
  EXPECT_FALSE(is_cpv_with_check_digit("03110000-6"));
  EXPECT_FALSE(is_cpv_with_check_digit("03110000"));
}

TEST(Codes, schemes_go_by_several_names) {
  EXPECT_EQ(scheme_of("cpv 2008"), "CPV");
  EXPECT_EQ(scheme_of("Harmonised System"), "HS");
  EXPECT_EQ(scheme_of("UNSPSC v14"), "UNSPSC");
  EXPECT_FALSE(scheme_of("own"));
}

}  // namespace
}  // namespace headwater
