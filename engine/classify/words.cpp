#include "classify/words.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <cstdint>

#include "base/text.h"

namespace headwater {
namespace {

void append_letter(std::u32string& text, UChar32 letter) {
  if (letter == 0x00E6) {  // ae
    text += U"ae";
  } else if (letter == 0x0153) {  // oe
    text += U"oe";
  } else {
    text += static_cast<char32_t>(letter);
  }
}

std::u32string code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(bytes, at, size, point);
    append_letter(points, point);
  }
  return points;
}

bool is_letter(char32_t point) {
  const bool ascii = point < 0x80;
  return ascii ? point >= U'a' && point <= U'z'  // folded: no capitals
               : u_isalpha(static_cast<UChar32>(point)) != 0;
}

}  // namespace

std::vector<std::u32string> words_of(std::string_view wording) {
  std::vector<std::u32string> words;
  bool in_word = false;
  for (const char32_t point : code_points(fold(wording))) {
    const bool letter = is_letter(point);
    if (letter && !in_word) {
      words.emplace_back();
    }
    if (letter) {
      words.back() += point;
    }
    in_word = letter;
  }
  return words;
}

std::u32string folded_term(std::string_view term) { return code_points(fold(term)); }

std::string utf8(std::u32string_view text) {
  const auto* points = reinterpret_cast<const UChar32*>(text.data());
  std::string bytes;
  icu::UnicodeString::fromUTF32(points, static_cast<std::int32_t>(text.size())).toUTF8String(bytes);
  return bytes;
}

}  // namespace headwater
