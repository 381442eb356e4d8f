#include "resolve/romanise.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <memory>
#include <string_view>

#include "base/error.h"
#include "resolve/native_words.h"

namespace headwater {
namespace {

/// Dropped where a name is longer: no company's name is, and ICU's time grows with it.
constexpr std::size_t longest = 2000;

icu::Transliterator& transliterator() {
  static thread_local const std::unique_ptr<icu::Transliterator> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
        "Russian-Latin/BGN; Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) {
      throw Error(
          "The installed ICU has no rules for romanisation; reinstall its data (libicu72).");
    }
    return made;
  }();
  return *instance;
}

bool is_foreign(UChar32 c) {
  if (c < 0x370 || !u_isalpha(c)) {
    return false;
  }
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &status);
  return script != USCRIPT_LATIN && script != USCRIPT_COMMON && script != USCRIPT_INHERITED;
}

bool is_han(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC); }

constexpr std::u16string_view latin_twins = u"ABCEHKMOPTXaceopxy";
constexpr std::u16string_view cyrillic_twins = u"АВСЕНКМОРТХасеорху";

bool is_of(char16_t c, UScriptCode wanted) {
  UErrorCode status = U_ZERO_ERROR;
  return u_isalpha(c) && uscript_getScript(c, &status) == wanted;
}

/// A word in two alphabets is one written with letters that look alike: the more numerous wins.
void unmix(icu::UnicodeString& text, int32_t start, int32_t end) {
  int32_t latin = 0;
  int32_t cyrillic = 0;
  for (int32_t i = start; i < end; ++i) {
    latin += is_of(text[i], USCRIPT_LATIN);
    cyrillic += is_of(text[i], USCRIPT_CYRILLIC);
  }
  if (latin == 0 || cyrillic == 0) {
    return;
  }
  const auto& from = cyrillic >= latin ? latin_twins : cyrillic_twins;
  const auto& to = cyrillic >= latin ? cyrillic_twins : latin_twins;
  for (int32_t i = start; i < end; ++i) {
    const auto at = from.find(text[i]);
    if (at != std::u16string_view::npos) {
      text.setCharAt(i, to[at]);
    }
  }
}

void unmix_words(icu::UnicodeString& text) {
  int32_t start = 0;
  for (int32_t i = 0; i <= text.length(); ++i) {
    if (i == text.length() || !u_isalpha(text[i])) {
      unmix(text, start, i);
      start = i + 1;
    }
  }
}

/// One run of Han characters as one word: "华为" -> "huawei".
void append_run(std::string& result, icu::UnicodeString& run, bool han) {
  transliterator().transliterate(run);
  std::string latin;
  run.toUTF8String(latin);
  if (han) {
    std::erase(latin, ' ');
    latin = " " + latin + " ";
  }
  result += latin;
  run.remove();
}

}  // namespace

bool needs_romanising(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(std::min(text.size(), longest));
  for (int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(bytes, i, size, c);
    if (is_foreign(c)) {
      return true;
    }
  }
  return false;
}

std::string romanised(std::string_view text) {
  const std::string known = with_known_words(text.substr(0, longest));
  icu::UnicodeString characters = icu::UnicodeString::fromUTF8(known);
  unmix_words(characters);
  std::string result;
  icu::UnicodeString run;
  bool han = false;
  for (int32_t i = 0; i < characters.length(); i = characters.moveIndex32(i, 1)) {
    const UChar32 c = characters.char32At(i);
    if (is_han(c) != han && !run.isEmpty()) {
      append_run(result, run, han);
    }
    han = is_han(c);
    run.append(c);
  }
  if (!run.isEmpty()) {
    append_run(result, run, han);
  }
  return result;
}

}  // namespace headwater
