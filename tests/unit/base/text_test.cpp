#include "base/text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace headwater {
namespace {

TEST(Fold, case_marks_and_widths_do_not_matter) {
  EXPECT_EQ(fold("Ürün  A.Ş."), "urun a.s.");
  EXPECT_EQ(fold("ＡＢＣ１２"), "abc12");
  EXPECT_EQ(fold("Łódź Øre Đuro"), "lodz ore duro");
  EXPECT_EQ(fold("STRASSE"), fold("Straße"));
}

TEST(Fold, zero_width_and_bidi_characters_vanish) {
  EXPECT_EQ(fold("Ac\xE2\x80\x8Bme\xE2\x80\xAE"), "acme");
}

TEST(Fold, other_scripts_stay_in_their_letters) {
  EXPECT_EQ(fold("ООО «Ромашка»"), "ооо «ромашка»");
  EXPECT_EQ(fold_words("中国 石油-公司"), "中国 石油 公司");
}

TEST(FoldWords, signs_part_words) {
  EXPECT_EQ(fold_words("  A&B (Holding), Ltd. "), "a b holding ltd");
}

RC_GTEST_PROP(Fold, folding_twice_changes_nothing, (const std::string& text)) {
  RC_ASSERT(fold(fold(text)) == fold(text));
  RC_ASSERT(fold_words(fold_words(text)) == fold_words(text));
}

RC_GTEST_PROP(Fold, any_bytes_give_valid_text, (const std::string& text)) {
  RC_ASSERT(is_utf8(fold(text)));
  RC_ASSERT(is_utf8(excerpt(text)));
}

TEST(Excerpt, long_text_is_cut_with_a_sign) {
  EXPECT_EQ(excerpt("a\tb\nc"), "a b c");
  EXPECT_EQ(excerpt("äöü", 2), "äö…");
}

TEST(IsUtf8, broken_sequences_are_found) {
  EXPECT_TRUE(is_utf8("Größe"));
  EXPECT_FALSE(
      is_utf8("Gr\xF6\xDF"
              "e"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
}

}  // namespace
}  // namespace headwater
