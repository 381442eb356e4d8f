#include "resolve/romanise.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <memory>

#include "base/error.h"
#include "resolve/vocabulary.h"

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

/// Known words of unsegmented scripts replaced by what they mean.
std::string with_known_words(std::string_view text) {
  std::string result(text);
  for (const auto& [word, meaning] : Vocabulary::get().native_words()) {
    for (auto at = result.find(word); at != std::string::npos;
         at = result.find(word, at + meaning.size())) {
      result.replace(at, word.size(), meaning);
    }
  }
  return result;
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
  const icu::UnicodeString characters = icu::UnicodeString::fromUTF8(known);
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
