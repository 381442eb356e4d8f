#include "ingest/encoding.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace headwater {
namespace {

TEST(Encoding, utf_8_stays_as_it_is_and_loses_its_mark) {
  Problems problems("t.csv");
  EXPECT_FALSE(decode("Müller", "", problems).changed);
  EXPECT_EQ(decode("\xEF\xBB\xBFMüller", "", problems).text, "Müller");
  EXPECT_TRUE(problems.issues().empty());
}

TEST(Encoding, utf_16_is_seen_with_and_without_mark) {
  Problems problems("t.csv");
  using namespace std::string_literals;
  EXPECT_EQ(decode("\xFF\xFE"
                   "a\0b\0"s,
                   "", problems)
                .text,
            "ab");
  EXPECT_EQ(decode("\0a\0,\0b\0\n"s, "", problems).text, "a,b\n");
}

TEST(Encoding, a_few_accents_are_read_as_western_european_with_a_note) {
  Problems problems("t.csv");
  const Decoded decoded = decode("M\xFCller\n", "", problems);
  EXPECT_EQ(decoded.text, "Müller\n");
  EXPECT_EQ(decoded.encoding, "WINDOWS-1252");
  ASSERT_EQ(problems.issues().size(), 1);
  EXPECT_EQ(problems.issues()[0].severity, Severity::note);
}

TEST(Encoding, russian_is_told_by_its_letters) {
  Problems problems("t.csv");
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text +=
        "\xCF\xEE\xF1\xF2\xE0\xE2\xF9\xE8\xEA \xF2\xEE\xE2\xE0\xF0\xEE\xE2 \xE8 "
        "\xF3\xF1\xEB\xF3\xE3\n";
  }
  EXPECT_EQ(decode(text, "", problems).text.substr(0, 18), "Поставщик");
}

TEST(Encoding, a_line_in_another_encoding_is_read_in_its_own) {
  Problems problems("t.csv");
  const Decoded decoded = decode("Müller\nM\xFCller\nx\n", "", problems);
  EXPECT_EQ(decoded.text, "Müller\nMüller\nx\n");
  EXPECT_EQ(decoded.repaired, std::vector<std::size_t>{8});
}

TEST(Encoding, one_that_is_stated_is_used_and_one_that_is_unknown_is_refused) {
  Problems problems("t.csv");
  EXPECT_EQ(decode("\xB3", "ISO-8859-2", problems).text, "ł");
  EXPECT_THROW(decode("x", "klingon-1", problems), Error);
}

}  // namespace
}  // namespace headwater
