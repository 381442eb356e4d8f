#include "share/report.h"

#include <gtest/gtest.h>

#include <regex>

#include "unit/share/filled_case.h"

namespace headwater {
namespace {

std::string report_of(FilledCase& filled, bool name_suppliers = true) {
  return content_of(filled.shared(name_suppliers) / "report.html");
}

TEST(Report, hostile_names_stay_words) {
  FilledCase filled;
  const std::string page = report_of(filled);
  EXPECT_FALSE(holds(page, "<script"));
  EXPECT_TRUE(holds(page, "<bdi>&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons</bdi>"));
}

TEST(Report, nothing_is_fetched_and_nothing_runs) {
  FilledCase filled;
  const std::string page = report_of(filled);
  EXPECT_TRUE(holds(page, "default-src &#39;none&#39;"));
  EXPECT_FALSE(
      std::regex_search(page, std::regex("(src|href)=\"[a-z]+:|url\\((?!#)|@import| on[a-z]+=")));
}

TEST(Report, every_part_is_there_in_order) {
  FilledCase filled;
  const std::string page = report_of(filled);
  std::size_t at = 0;
  for (const char* heading :
       {"Main findings", "How sure are these figures?", "What was covered", "Where the risk sits",
        "Facts beside the score", "Suppliers to ask first", "What to do for the budget",
        "Limits of these figures"}) {
    const std::size_t found = page.find(std::string(">") + heading + "<", at);
    ASSERT_NE(found, std::string::npos) << heading;
    at = found;
  }
}

TEST(Report, evidence_is_worded_as_a_possible_match) {
  FilledCase filled;
  const std::string page = report_of(filled);
  EXPECT_TRUE(holds(page,
                    "Listed by Invented Register, edition 2021-06-30 as “Mirelle Glove Works” "
                    "(possible match, 62%)"));
  EXPECT_TRUE(holds(page, "Not ranked: too uncertain"));
  EXPECT_FALSE(
      std::regex_search(page, std::regex("trafficker|guilty|slave labou?r", std::regex::icase)));
}

TEST(Report, an_empty_case_still_gives_a_page_without_nonsense) {
  FilledCase empty(1, false);
  const std::string page = report_of(empty);
  EXPECT_TRUE(holds(page, "No plan was made"));
  EXPECT_FALSE(std::regex_search(page, std::regex("\\b(nan|NaN|inf|null)\\b")));
}

TEST(Report, the_same_case_gives_the_same_bytes) {
  FilledCase first;
  FilledCase second(2);
  EXPECT_TRUE(report_of(first) == report_of(second));
}

TEST(Findings, five_sentences_with_figures_and_ranges) {
  FilledCase filled;
  const std::vector<Finding> found = findings_of(read_digest(filled.connection(), {}));
  ASSERT_EQ(found.size(), 5U);
  EXPECT_EQ(found[0].key, "exposure");
  EXPECT_TRUE(holds(found[0].sentence, "about 4,820 (1,900–9,100) people"));
  EXPECT_TRUE(holds(found[1].sentence, "Malaysia 44%"));
  EXPECT_TRUE(holds(found[2].sentence, "Electronics in China ← Metals in China ← Mining in "));
  EXPECT_TRUE(holds(found[3].sentence, "Ask Mirelle Gloves first (rank range 1–2 of 3;"));
  EXPECT_TRUE(holds(found[4].sentence, "14% of lines have no usable amount"));
}

TEST(Findings, an_empty_case_has_its_five_too) {
  FilledCase empty(1, false);
  const std::vector<Finding> found = findings_of(read_digest(empty.connection(), {}));
  ASSERT_EQ(found.size(), 5U);
  for (const Finding& finding : found) {
    EXPECT_FALSE(finding.sentence.empty()) << finding.key;
  }
}

}  // namespace
}  // namespace headwater
