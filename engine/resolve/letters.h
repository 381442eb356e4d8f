#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace headwater {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/// One bit for each letter.
constexpr std::uint32_t letters_of(std::string_view text) {
  std::uint32_t letters = 0;
  for (const char c : text) {
    letters |= 1U << (static_cast<unsigned char>(c) & 31U);
  }
  return letters;
}
constexpr std::uint32_t vowels = letters_of("aeiou");

/// Of a character in UTF-8, by its first byte.
inline std::size_t bytes_of_character(unsigned char first) {
  return first < 0xC0 ? 1U : first < 0xE0 ? 2U : first < 0xF0 ? 3U : 4U;
}

}  // namespace headwater
