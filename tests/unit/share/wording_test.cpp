#include "share/wording.h"

#include <gtest/gtest.h>

#include "share/markup.h"
#include "share/world.h"

namespace headwater {
namespace {

TEST(Wording, figures_carry_no_more_digits_than_they_can) {
  EXPECT_EQ(about({1238.4, 411.2, 2871}), "about 1,240 (410–2,900)");
  EXPECT_EQ(rounded(86.2), "86");
  EXPECT_EQ(rounded(3.14), "3.1");
  EXPECT_EQ(rounded(0.36), "0.4");
  EXPECT_EQ(rounded(0.98), "1");
  EXPECT_EQ(rounded(0.004), "under 0.01");
  EXPECT_EQ(rounded(-86.2), "−86");
  EXPECT_EQ(rounded(0), "0");
}

TEST(Wording, shares_say_little_rather_than_nothing) {
  EXPECT_EQ(percent(0.1234), "12%");
  EXPECT_EQ(percent(0.0123), "1.2%");
  EXPECT_EQ(percent(0.00001), "under 0.1%");
  EXPECT_EQ(percent(0.0), "0%");
  EXPECT_EQ(percent(1.0), "100%");
  EXPECT_EQ(percent(std::nullopt), "not known");
}

TEST(Wording, dollars_in_words) {
  EXPECT_EQ(dollars(1.234e9), "USD 1.23 billion");
  EXPECT_EQ(dollars(999.7e6), "USD 1 billion");
  EXPECT_EQ(dollars(45'300), "USD 45,000");
  EXPECT_EQ(dollars(-12), "USD −12");
}

TEST(Markup, data_never_becomes_markup) {
  EXPECT_EQ(text("a<b & \"c\"").code, "a&lt;b &amp; &quot;c&quot;");
  EXPECT_EQ(element("p", {{"title", "\"><script>"}}, text("x")).code,
            "<p title=\"&quot;&gt;&lt;script&gt;\">x</p>");
  EXPECT_EQ(text("\xff").code, "\xEF\xBF\xBD");
}

TEST(World, the_projection_is_equal_earth) {
  EXPECT_NEAR(equal_earth(180, 0).x, 2.7066, 1e-4);
  EXPECT_NEAR(equal_earth(0, 90).y, 1.3173, 1e-4);
  EXPECT_DOUBLE_EQ(equal_earth(0, 0).x, 0);
}

}  // namespace
}  // namespace headwater
