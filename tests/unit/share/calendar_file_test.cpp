#include "share/calendar_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace headwater {
namespace {

std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at)) {
    text.erase(at, 3);
  }
  return text;
}

TEST(CalendarFile, commas_semicolons_and_line_ends_are_escaped) {
  const std::string file = calendar_file(
      {{"a@headwater", "Pay, promptly; always", "one\ntwo\\", "20260201"}}, "20260101T000000Z");
  EXPECT_NE(unfolded(file).find("SUMMARY:Pay\\, promptly\\; always\r\n"), std::string::npos);
  EXPECT_NE(unfolded(file).find("DESCRIPTION:one\\ntwo\\\\\r\n"), std::string::npos);
  EXPECT_TRUE(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  EXPECT_TRUE(file.ends_with("END:VCALENDAR\r\n"));
}

TEST(CalendarFile, no_line_is_longer_than_75_bytes_nor_cut_within_a_character) {
  const std::string name(40, 'x');
  std::string long_name;
  for (int i = 0; i < 60; ++i) {
    long_name += "é中";
  }
  const std::string file =
      calendar_file({{"a", name + long_name, long_name, "20260201"}}, "20260101T000000Z");
  std::size_t from = 0;
  for (auto to = file.find("\r\n"); to != std::string::npos; to = file.find("\r\n", from)) {
    EXPECT_LE(to - from, 75U);
    EXPECT_TRUE(is_utf8(file.substr(from, to - from)));
    from = to + 2;
  }
  EXPECT_NE(unfolded(file).find(name + long_name), std::string::npos);
}

}  // namespace
}  // namespace headwater
