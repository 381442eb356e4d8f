#include "ingest/xlsx_styles.h"

#include <gtest/gtest.h>

namespace headwater {
namespace {

TEST(XlsxStyles, formats_with_days_or_years_are_dates) {
  EXPECT_TRUE(style_of_format("dd/mm/yyyy").is_date);
  EXPECT_TRUE(style_of_format("[$-407]d. mmmm yyyy").is_date);
  EXPECT_FALSE(style_of_format("#,##0.00").is_date);
  EXPECT_FALSE(style_of_format("0.0\" days\"").is_date);
  EXPECT_FALSE(style_of_format("[Red]0.00").is_date);
}

TEST(XlsxStyles, a_format_may_name_the_currency) {
  EXPECT_EQ(style_of_format("#,##0.00 [$€-407]").currency, "€");
  EXPECT_EQ(style_of_format("[$$-409]#,##0").currency, "USD");
  EXPECT_EQ(style_of_format("[$CHF] 0.00").currency, "CHF");
  EXPECT_EQ(style_of_format("\"£\"0.00").currency, "£");
  EXPECT_EQ(style_of_format("0.00").currency, "");
}

TEST(XlsxStyles, day_counts_become_dates) {
  EXPECT_EQ(date_of_serial(1, false), "1900-01-01");
  EXPECT_EQ(date_of_serial(61, false), "1900-03-01");
  EXPECT_EQ(date_of_serial(43831.75, false), "2020-01-01");
  EXPECT_EQ(date_of_serial(0, true), "1904-01-01");
  EXPECT_EQ(date_of_serial(-5, false), "-5");
}

}  // namespace
}  // namespace headwater
