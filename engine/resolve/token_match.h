#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "resolve/reading.h"

namespace headwater {

/// How much two words are the same, 0..1: the same letters, meaning, sound, or nearly so.
/// Symmetric.
float similarity(const NameToken& a, const NameToken& b);

/// Edits (insert, delete, replace, swap of neighbours) from `a` to `b`; `most` + 1 where more.
std::size_t edits(std::string_view a, std::string_view b, std::size_t most);

/// Words of two names put side by side; each belongs to at most one pair.
struct Alignment {
  struct Pair {
    std::uint8_t a = 0;
    std::uint8_t b = 0;
    float similarity = 0;
  };
  std::vector<Pair> pairs;
  std::vector<float> left_a;  ///< of each word's weight, what found no counterpart
  std::vector<float> left_b;
  float agreed = 0;  ///< weight found in both, mean of the two sides
};

/// Best pairs first; then words written apart in one name and together in the other. Whatever the
/// order of the words, the result is the same.
void align(const Reading& a, const Reading& b, Alignment& alignment);

}  // namespace headwater
