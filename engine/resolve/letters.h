#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace headwater {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

/// The first four letters in one number, the first of them lowest.
constexpr std::uint32_t first_letters(std::string_view text) {
  std::uint32_t letters = 0;
  for (std::size_t i = 0; i < text.size() && i < 4; ++i) {
    letters |= static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) << (8 * i);
  }
  return letters;
}

/// Of a character in UTF-8, by its first byte.
inline std::size_t bytes_of_character(unsigned char first) {
  return first < 0xC0 ? 1U : first < 0xE0 ? 2U : first < 0xF0 ? 3U : 4U;
}

/// What a skeleton adds to one before it when both are written together: a letter that doubles
/// there counts once, as within a word ("faris" and "sweden" are heard as "farisweden").
constexpr std::string_view behind_a_seam(std::string_view first, std::string_view second) {
  const bool doubled = !first.empty() && !second.empty() && first.back() == second.front() &&
                       !is_digit(second.front());
  return second.substr(doubled ? 1 : 0);
}

}  // namespace headwater
