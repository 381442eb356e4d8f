#include "ingest/date.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <initializer_list>

namespace headwater {
namespace {

std::string iso(std::string_view text, DateOrder order = DateOrder::unknown) {
  const ParsedDate parsed = parse_date(text, order);
  if (parsed.state != DateState::value) {
    return "";
  }
  return fmt::format("{}-{:02}-{:02}", parsed.date.year, parsed.date.month, parsed.date.day);
}

TEST(Date, unambiguous_ways_of_writing_need_no_order) {
  for (const char* text : {"2015-03-04", "20150304", "2015/03/04", "4 March 2015", "March 4, 2015",
                           "4-Mar-15", "04 mars 2015", "4. März 2015", "4 de marzo de 2015",
                           "4 marca 2015", "4 марта 2015 г.", "Wednesday, March 4, 2015",
                           "2015-03-04T10:20:30Z", "2015-03-04 00:00:00.000", "4th March 2015"}) {
    EXPECT_EQ(iso(text), "2015-03-04") << text;
  }
}

TEST(Date, day_and_month_follow_the_column) {
  EXPECT_EQ(iso("03/04/2015", DateOrder::day_first), "2015-04-03");
  EXPECT_EQ(iso("03/04/2015 12:00:00 AM", DateOrder::month_first), "2015-03-04");
  EXPECT_EQ(iso("25/04/2015"), "2015-04-25");
  EXPECT_EQ(iso("04/25/2015"), "2015-04-25");
  EXPECT_EQ(iso("04.04.15"), "2015-04-04");
}

TEST(Date, of_an_ambiguous_date_only_the_year_is_kept) {
  const ParsedDate parsed = parse_date("03/04/2015", DateOrder::unknown);
  EXPECT_EQ(parsed.state, DateState::ambiguous);
  EXPECT_EQ(parsed.year, 2015);
  EXPECT_EQ(parse_date("03/04/2015", DateOrder::mixed).state, DateState::ambiguous);
}

TEST(Date, what_is_in_no_calendar_is_no_date) {
  for (const char* text : {"2015-02-30", "31/31/2015", "SME", "12", "2015", "1/2", "260/5/2015",
                           "99999999", "2015-03-04x", "12:30", "5 Foo 2015", "1850-01-01"}) {
    EXPECT_EQ(parse_date(text, DateOrder::day_first).state, DateState::not_a_date) << text;
  }
  EXPECT_EQ(parse_date("-", DateOrder::unknown).state, DateState::missing);
}

TEST(DateEvidence, a_day_above_twelve_tells_the_order) {
  DateEvidence evidence;
  evidence.see("03/04/2015");
  EXPECT_EQ(evidence.order(), DateOrder::unknown);
  evidence.see("25/04/2015");
  EXPECT_EQ(evidence.order(), DateOrder::day_first);
  evidence.see("04/25/2015");
  EXPECT_EQ(evidence.order(), DateOrder::mixed);
}

TEST(Year, is_four_digits_of_our_age) {
  EXPECT_EQ(parse_year("2015"), 2015);
  EXPECT_EQ(parse_year("2015.0"), 2015);
  EXPECT_FALSE(parse_year("15"));
  EXPECT_FALSE(parse_year("1815"));
  EXPECT_FALSE(parse_year("2015/16"));
}

TEST(Date, days_count_from_1970) {
  EXPECT_EQ(days_since_1970({1970, 1, 1}), 0);
  EXPECT_EQ(days_since_1970({2000, 3, 1}), 11017);
}

RC_GTEST_PROP(Date, every_day_is_read_back_in_each_order, ()) {
  const int year = *rc::gen::inRange(1900, 2101);
  const int month = *rc::gen::inRange(1, 13);
  const int day = *rc::gen::inRange(1, 29);
  const std::string expected = fmt::format("{}-{:02}-{:02}", year, month, day);
  RC_ASSERT(iso(fmt::format("{}/{}/{}", day, month, year), DateOrder::day_first) == expected);
  RC_ASSERT(iso(fmt::format("{}-{}-{}", month, day, year), DateOrder::month_first) == expected);
  RC_ASSERT(iso(fmt::format("{:04}{:02}{:02}", year, month, day)) == expected);
}

}  // namespace
}  // namespace headwater
