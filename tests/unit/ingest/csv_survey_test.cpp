#include "ingest/csv_survey.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace headwater {
namespace {

struct Surveyed {
  CsvSurvey survey;
  std::string text;
  std::vector<Issue> issues;
};

Surveyed survey(std::string_view text, char delimiter = ',') {
  Problems problems("t.csv");
  Surveyed result{survey_csv(text, delimiter, {}, problems), "", {}};
  result.text = edited(text, result.survey.edits);
  result.issues = problems.issues();
  return result;
}

TEST(CsvSurvey, a_clean_text_needs_no_edit) {
  const auto result = survey("a,b\r\n1,\"x\r\ny \"\"z\"\"\"\r\n");
  EXPECT_EQ(result.survey.records, 2);
  EXPECT_TRUE(result.survey.edits.empty());
  EXPECT_TRUE(result.issues.empty());
}

TEST(CsvSurvey, blank_lines_keep_their_place_except_at_the_end) {
  const auto result = survey("a,b\n\n1,2\n\n\n");
  EXPECT_EQ(result.survey.records, 3);
  EXPECT_EQ(result.text, "a,b\n\"\"\n1,2\n\n\n");
}

TEST(CsvSurvey, a_quote_never_closed_swallows_nothing) {
  const auto result = survey("a,b\n1,\"open\n2,ok\n");
  EXPECT_EQ(result.survey.records, 3);
  EXPECT_EQ(result.text, "a,b\n1,\"open\"\n2,ok\n");
  ASSERT_EQ(result.issues.size(), 1);
  EXPECT_EQ(result.issues[0].row, 2);
}

TEST(CsvSurvey, a_stray_quote_that_meets_another_later_is_seen_as_stray) {
  const auto result = survey("a,b\n1,\"open\n2,\"ok\"\n");
  EXPECT_EQ(result.survey.records, 3);
  EXPECT_EQ(result.text, "a,b\n1,\"open\"\n2,\"ok\"\n");
}

TEST(CsvSurvey, quotes_inside_a_quoted_cell_are_doubled) {
  const auto result = survey("a,b\n\"Smith \"The Man\" Ltd\",1\n");
  EXPECT_EQ(result.text, "a,b\n\"Smith \"\"The Man\"\" Ltd\",1\n");
  ASSERT_EQ(result.issues.size(), 1);
}

TEST(CsvSurvey, a_record_beyond_the_limit_is_left_out_and_said_so) {
  const std::string text = "a,b\n1," + std::string(longest_record + 10, 'x') + "\n2,3\n";
  const auto result = survey(text);
  EXPECT_EQ(result.survey.records, 3);
  EXPECT_EQ(result.survey.rejected, std::vector<std::int64_t>{2});
  EXPECT_EQ(result.text, "a,b\n\"\"\n2,3\n");
}

TEST(Delimiter, is_the_one_the_records_agree_on) {
  EXPECT_EQ(find_delimiter("a;b;c\n1,5;2;3\n1,6;2;3\n"), ';');
  EXPECT_EQ(find_delimiter("a\tb\nx, y\tz\n"), '\t');
  EXPECT_EQ(find_delimiter("a|b\n1|2\n"), '|');
  EXPECT_EQ(find_delimiter("a,b\n\"1;2;3\",4\n"), ',');
  EXPECT_EQ(find_delimiter("name\nAcme, Inc\nBeta\n"), ',');
}

RC_GTEST_PROP(CsvSurvey, edits_are_in_order_and_a_second_survey_finds_nothing_more,
              (const std::vector<std::uint8_t>& picks)) {
  constexpr std::string_view alphabet = "ab\",\n\r;";
  std::string text = "h,i\n";
  for (const std::uint8_t pick : picks) {
    text += alphabet[pick % alphabet.size()];
  }
  const auto first = survey(text);
  const auto second = survey(first.text);
  RC_ASSERT(second.survey.records == first.survey.records);
  RC_ASSERT(second.survey.edits.empty());
}

}  // namespace
}  // namespace headwater
