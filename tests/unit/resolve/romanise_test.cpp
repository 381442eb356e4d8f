// Letter by letter with a memory, or all at once by ICU: the same.
#include "resolve/romanise.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "resolve/native_words.h"

namespace headwater {
namespace {

/// The slow twin: ICU sees the whole text.
std::string by_icu(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  static const std::unique_ptr<icu::Transliterator> rules(icu::Transliterator::createInstance(
      "Russian-Latin/BGN; Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
  icu::UnicodeString characters = icu::UnicodeString::fromUTF8(with_known_words(text));
  rules->transliterate(characters);
  std::string latin;
  characters.toUTF8String(latin);
  return latin;
}

std::string name_of(const std::vector<std::string>& letters) {
  std::string name;
  for (std::size_t word = 0; word < 3; ++word) {
    name += word > 0 ? " " : "";
    const auto length = static_cast<std::size_t>(*rc::gen::inRange(1, 9));
    for (std::size_t i = 0; i < length; ++i) {
      name += *rc::gen::elementOf(letters);
    }
  }
  return name;
}

std::vector<std::string> letters(const std::string& text) {
  std::vector<std::string> result;
  const icu::UnicodeString characters = icu::UnicodeString::fromUTF8(text);
  for (int32_t i = 0; i < characters.length(); i = characters.moveIndex32(i, 1)) {
    std::string letter;
    icu::UnicodeString(characters.char32At(i)).toUTF8String(letter);
    result.push_back(letter);
  }
  return result;
}

void expect_same(const std::string& alphabet) {
  const std::string name = name_of(letters(alphabet));
  const std::string expected = fold_words(by_icu(name));
  RC_ASSERT(fold_words(romanised(name)) == expected);
  RC_ASSERT(fold_words(romanised(name)) == expected);  // and once more, from memory
}

RC_GTEST_PROP(Romanised, CyrillicIsAsIcuHasIt, ()) {
  expect_same("абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁіїєґ-«».");
}
RC_GTEST_PROP(Romanised, GreekIsAsIcuHasIt, ()) {
  expect_same("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ-.&");
}
RC_GTEST_PROP(Romanised, ArabicAndHebrewAreAsIcuHasThem, ()) {
  expect_same("ابتثجحخدذرزسشصضطظعغفقكلمنهوي");
  expect_same("אבגדהוזחטיכלמנסעפצקרשתםןףץך");
}
RC_GTEST_PROP(Romanised, OtherScriptsAreLeftToIcu, ()) {
  expect_same("अआकखगचजटडतदनपबमरलवसहािीुेो्ं");
  expect_same("กขคงจชซดตถทนบปผพฟมยรลวสหอเแโไ่้ิีุ");
  expect_same("ক খ গ চ জ ট ড ত দ ন প ব ম র ল স হ া ি ী ু ে ্ ং");
}

TEST(Romanised, HanIsOneWordARun) {
  EXPECT_EQ(fold_words(romanised("A重庆B")), fold_words("A " + [] {
              std::string han = by_icu("重庆");
              std::erase(han, ' ');
              return han;
            }() + " B"));
}

}  // namespace
}  // namespace headwater
