#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "resolve/features.h"
#include "resolve/key_table.h"

namespace headwater {

enum class Side : std::uint8_t { listed, sought };

/// What a word is found by: its meaning where it has one, else its sound.
std::uint64_t unit_key(const NameToken& token);
/// The key of a sound without a meaning.
std::uint64_t word_key(std::string_view skeleton);
/// Two words of one name together, whatever their order.
std::uint64_t pair_key(std::uint64_t a, std::uint64_t b);
/// Enough of a key to tell the words of two names apart.
inline std::uint32_t leading_half(std::uint64_t key) {
  return static_cast<std::uint32_t>(key >> 32U);
}

/// Where else a name can be found: by its whole core, by neighbours written together, by its
/// initials (where the other name is nothing but them), by its identifier. Each key once.
void add_whole_keys(const PreparedName& name, Side side, std::vector<NameKey>& keys);

/// Hashes that a word shares with words one edit apart (itself and each letter left out) and with
/// words of the same consonants.
void add_near_keys(std::string_view skeleton, std::vector<std::uint64_t>& keys);

/// Hashes of each three letters of a word that stand together, its beginning and end marked, each
/// once: what is left of it where several letters are wrong.
void add_grams(std::string_view skeleton, std::vector<std::uint64_t>& keys);
constexpr std::size_t shortest_with_grams = 5;  // letters: fewer leave too little

/// What a word shares with those it may be cut short from: its first letters.
constexpr std::size_t stem_letters = 4;
std::uint64_t stem_key(std::string_view skeleton);

}  // namespace headwater
