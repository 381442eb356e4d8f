#include "ingest/amount_parts.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace headwater {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// One character each: digits of any script as ASCII, blanks as '_' , signs as '-', the rest as it
/// is.
std::string plain(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  std::string result;
  for (int32_t i = 0; i < size;) {
    const int32_t start = i;
    UChar32 c;
    U8_NEXT(bytes, i, size, c);
    if (c >= 0x80 && u_charDigitValue(c) >= 0) {
      result += static_cast<char>('0' + u_charDigitValue(c));
    } else if (c == 0x2212 || c == 0x2013 || c == 0x2014) {
      result += '-';
    } else if (c == 0x2019 || c == '\'' || u_isUWhiteSpace(c)) {
      result += '_';
    } else if (c == 0x200E || c == 0x200F || c == 0xFEFF) {
      continue;
    } else {
      result += text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start));
    }
  }
  return result;
}

std::string_view without(std::string_view text, std::string_view characters) {
  const std::size_t first = text.find_first_not_of(characters);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(characters) - first + 1);
}

bool means_missing(std::string_view text) {
  static constexpr std::array words = {"",   "-",    "--",   "---",  "n/a",
                                       "na", "n.a.", "null", "none", "nil"};
  const std::string word = fold(text);
  return std::ranges::find(words, word) != words.end();
}

/// Takes a sign or brackets off either end.
void take_sign(std::string_view& text, bool& negative) {
  text = without(text, "_");
  if (text.starts_with('(') && text.ends_with(')') && text.size() > 2) {
    negative = true;
    text = without(text.substr(1, text.size() - 2), "_");
  }
  if (text.starts_with('-') || text.starts_with('+')) {
    negative = negative || text.front() == '-';
    text = without(text.substr(1), "_");
  }
  // "12-" is negative, "12.-" a round sum
  if (text.ends_with('-') && !text.ends_with(".-") && !text.ends_with(",-") &&
      !text.ends_with("--")) {
    negative = true;
    text = without(text.substr(0, text.size() - 1), "_");
  }
}

}  // namespace

AmountParts amount_parts(std::string_view text) {
  AmountParts parts;
  const std::string characters = plain(trimmed(text));
  std::string_view rest = without(characters, "_");
  if (means_missing(rest)) {
    parts.missing = true;
    return parts;
  }
  take_sign(rest, parts.negative);
  const auto first = std::ranges::find_if(rest, is_digit);
  if (first == rest.end()) {
    return parts;
  }
  const auto last = rest.find_last_of("0123456789");
  std::size_t begin = static_cast<std::size_t>(first - rest.begin());
  if (begin > 0 && (rest[begin - 1] == '.' || rest[begin - 1] == ',') &&
      (begin == 1 ||
       !(rest[begin - 2] & 0x80 || u_isalpha(static_cast<unsigned char>(rest[begin - 2]))))) {
    --begin;  // ".50"
  }
  std::string_view before = without(rest.substr(0, begin), "_");
  if (before.ends_with('-')) {
    parts.negative = true;
    before.remove_suffix(1);
  }
  const std::string_view after = without(rest.substr(last + 1), "_");
  parts.digits = rest.substr(begin, last + 1 - begin);
  parts.currency = without(before.empty() ? after : before, "_");
  parts.number = before.empty() || after.empty() || after == "." || after == ",-" ||
                 after == ".-" || after == ",--" || after == ".--";
  return parts;
}

}  // namespace headwater
