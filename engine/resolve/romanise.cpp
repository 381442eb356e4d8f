#include "resolve/romanise.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

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

std::string by_icu(icu::UnicodeString text) {
  transliterator().transliterate(text);
  std::string latin;
  text.toUTF8String(latin);
  return latin;
}

/// Scripts whose letters are romanised by themselves and the one before them. Others take letters
/// further off into account: vowel signs, Thai's order, Han characters of two readings.
bool is_read_letter_by_letter(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_CYRILLIC:
    case USCRIPT_GREEK:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
    case USCRIPT_ARMENIAN:
    case USCRIPT_LATIN:
    case USCRIPT_COMMON:
      return true;
    default:
      return false;
  }
}

/// Cyrillic vowels and signs, behind which some letters are read by more than the one before.
bool is_like_a_vowel(UChar32 c) {
  constexpr std::u16string_view all = u"аеёиоуыэюяйъьіїєАЕЁИОУЫЭЮЯЙЪЬІЇЄ";
  return c <= 0xFFFF && all.find(static_cast<char16_t>(c)) != std::u16string_view::npos;
}

/// Is a letter behind two others read by more of them than the last ("аэро", "длинношеее")?
bool looks_further(UChar32 before_that, UChar32 before, UChar32 c) {
  constexpr std::u16string_view rare = u"эыЭЫ";
  UErrorCode status = U_ZERO_ERROR;
  if (uscript_getScript(c, &status) != USCRIPT_CYRILLIC) {
    return false;
  }
  if (rare.find(static_cast<char16_t>(c)) != std::u16string_view::npos) {
    return c == u'э' || c == u'Э' ? u_isalpha(before) : is_like_a_vowel(before);
  }
  return is_like_a_vowel(c) && is_like_a_vowel(before) && is_like_a_vowel(before_that);
}

/// What ICU makes of a letter behind another, asked once for each two: ICU goes through its rules
/// for every letter of every name, which takes ten times as long as all the rest of reading one.
class LettersBehind {
 public:
  /// Writes the text; false where ICU must see more of it than two letters.
  bool append(const icu::UnicodeString& text, std::string& result) {
    const std::size_t start = result.size();
    UChar32 before_that = 0;
    UChar32 before = 0;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      const UChar32 c = text.char32At(i);
      const std::string* latin = looks_further(before_that, before, c) ? nullptr : of(before, c);
      if (latin == nullptr) {
        result.resize(start);
        return false;
      }
      result += *latin;
      before_that = std::exchange(before, c);
    }
    return true;
  }

 private:
  static constexpr std::size_t most = 50'000;  // then all is forgotten

  const std::string* of(UChar32 before, UChar32 c) {
    const std::uint64_t both =
        static_cast<std::uint64_t>(before) << 32U | static_cast<std::uint32_t>(c);
    auto found = known_.find(both);
    if (found == known_.end()) {
      if (known_.size() >= most) {
        known_.clear();
      }
      found = known_.emplace(both, asked(before, c)).first;
    }
    return found->second ? &*found->second : nullptr;
  }

  static std::optional<std::string> asked(UChar32 before, UChar32 c) {
    if (!is_read_letter_by_letter(c)) {
      return std::nullopt;
    }
    if (before == 0) {
      return by_icu(icu::UnicodeString(c));
    }
    const std::string first = by_icu(icu::UnicodeString(before));
    const std::string both = by_icu(icu::UnicodeString(before).append(c));
    return both.starts_with(first) ? std::optional(both.substr(first.size())) : std::nullopt;
  }

  std::unordered_map<std::uint64_t, std::optional<std::string>> known_;
};

/// One run of Han characters as one word: "华为" -> "huawei".
void append_run(std::string& result, icu::UnicodeString& run, bool han) {
  static thread_local LettersBehind letters;
  if (!han && letters.append(run, result)) {
    run.remove();
    return;
  }
  std::string latin = by_icu(run);
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
