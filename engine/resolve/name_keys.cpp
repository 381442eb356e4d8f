#include "resolve/name_keys.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <span>
#include <string>

#include "resolve/letters.h"

namespace headwater {
namespace {

constexpr std::size_t shortest_with_neighbours = 3;  // letters of a word
constexpr std::size_t shortest_cut = 4;  // a letter left out says too little in a shorter one
constexpr std::size_t shortest_together = 4;
constexpr std::size_t fewest_consonants = 4;
constexpr std::size_t longest_word = 64;
constexpr float whole_core = 6;  // beyond the words themselves
constexpr float whole_name_by_initials = 9;
constexpr float same_identifier = 40;

/// Kinds of keys are told apart by the seed.
enum Seed : std::uint8_t {
  word = 1,
  neighbour = 2,
  core = 3,
  initials = 4,
  id = 5,
  meaning = 6,
  acronym = 7,
  together = 8,
  consonants = 9,
  pair = 10,
  stem = 11,
  gram = 12
};

std::uint64_t hash(std::string_view text, Seed seed) {
  return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

/// The finisher of MurmurHash3: every bit of the result depends on every bit of the value.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 33U)) * 0xFF51AFD7ED558CCDULL;
  value = (value ^ (value >> 33U)) * 0xC4CEB9FE1A85EC53ULL;
  return value ^ (value >> 33U);
}

/// All words of a name in order, and sorted.
void add_core_keys(const Reading& reading, std::vector<NameKey>& keys) {
  std::array<std::string_view, most_tokens> all;
  const auto words = std::span(all).first(std::min(reading.tokens.size(), all.size()));
  std::ranges::transform(reading.tokens | std::views::take(words.size()), words.begin(),
                         &NameToken::skeleton);
  std::string text;
  const auto add = [&] {
    text.clear();
    for (const std::string_view word : words) {
      text += word;
    }
    keys.push_back({hash(text, core), whole_core});
  };
  add();
  if (!std::ranges::is_sorted(words)) {
    std::ranges::sort(words);
    add();
  }
}

/// A name that is one word, and a longer one by its initials: each is sought among the other kind.
void add_initials(const Reading& reading, Side side, std::vector<NameKey>& keys) {
  const bool single = reading.tokens.size() == 1;
  const Seed seed = single == (side == Side::listed) ? acronym : initials;
  const auto add = [&](std::string_view letters) {
    if (letters.size() >= 3 && letters.size() <= 10) {
      keys.push_back({hash(letters, seed), whole_name_by_initials});
    }
  };
  if (single) {
    add(reading.tokens[0].text);
  } else {
    add(reading.initials);
    add(reading.initials_with_form);
  }
}

/// Neighbours as if written together, to be met by the one word of the other name.
void add_together(const Reading& reading, Side side, std::vector<NameKey>& keys) {
  std::array<char, 2 * longest_word> both;
  for (std::size_t i = 0; i + 1 < reading.tokens.size(); ++i) {
    const NameToken& first = reading.tokens[i];
    const NameToken& second = reading.tokens[i + 1];
    const std::string_view behind = behind_a_seam(first.skeleton, second.skeleton);
    const std::size_t length = first.skeleton.size() + behind.size();
    if (length >= shortest_together && length <= longest_word) {
      std::ranges::copy(behind, std::ranges::copy(first.skeleton, both.begin()).out);
      keys.push_back({hash({both.data(), length}, side == Side::listed ? together : word),
                      first.weight + second.weight});
    }
  }
  if (side == Side::sought) {
    for (const NameToken& token : reading.tokens) {
      if (token.skeleton.size() >= shortest_together) {
        keys.push_back({hash(token.skeleton, together), token.weight});
      }
    }
  }
}

void add_consonants(std::string_view skeleton, std::vector<std::uint64_t>& keys) {
  std::array<char, longest_word> kept;
  std::size_t count = 0;
  for (const char c : skeleton) {
    if (!is_vowel(c) && (count == 0 || kept[count - 1] != c)) {
      kept[count++] = c;
    }
  }
  if (count >= fewest_consonants) {
    keys.push_back(hash({kept.data(), count}, consonants));
  }
}

}  // namespace

std::uint64_t word_key(std::string_view skeleton) { return hash(skeleton, word); }

std::uint64_t unit_key(const NameToken& token) {
  if (token.meaning < 0) {
    return word_key(token.skeleton);
  }
  return hash({reinterpret_cast<const char*>(&token.meaning), sizeof(token.meaning)}, meaning);
}

std::uint64_t stem_key(std::string_view skeleton) {
  return hash(skeleton.substr(0, stem_letters), stem);
}

std::uint64_t pair_key(std::uint64_t a, std::uint64_t b) {
  const std::array<std::uint64_t, 2> both{std::min(a, b), std::max(a, b)};
  return hash({reinterpret_cast<const char*>(both.data()), sizeof(both)}, pair);
}

void add_whole_keys(const PreparedName& name, Side side, std::vector<NameKey>& keys) {
  for (const Reading& reading : name.readings) {
    add_core_keys(reading, keys);
    add_initials(reading, side, keys);
    add_together(reading, side, keys);
  }
  if (!name.identifier.empty()) {
    keys.push_back({hash(name.identifier, id), same_identifier});
  }
  // A key that two readings share counts once.
  std::ranges::sort(keys, [](const NameKey& a, const NameKey& b) {
    return a.key != b.key ? a.key < b.key : a.weight > b.weight;
  });
  const auto rest = std::ranges::unique(keys, {}, &NameKey::key);
  keys.erase(rest.begin(), rest.end());
}

/// A word without its letter i has the hash of what stands before and behind i: all are had from
/// one pass each way.
void add_near_keys(std::string_view skeleton, std::vector<std::uint64_t>& keys) {
  constexpr std::uint64_t base = 0x9E3779B97F4A7C15ULL;
  const std::size_t n = std::min(skeleton.size(), longest_word);
  if (n < shortest_with_neighbours) {
    return;
  }
  std::array<std::uint64_t, longest_word + 1> behind;  // of the letters from i on
  std::array<std::uint64_t, longest_word + 1> power;
  behind[n] = 0;
  power[0] = 1;
  for (std::size_t i = n; i-- > 0;) {
    power[n - i] = power[n - i - 1] * base;
    behind[i] = (static_cast<unsigned char>(skeleton[i]) + 1) * power[n - i - 1] + behind[i + 1];
  }
  const auto add = [&](std::uint64_t value, std::size_t length) {
    keys.push_back(mixed(value ^ (neighbour + (length << 8U))));
  };
  add(behind[0], n);
  if (n < shortest_cut) {
    return;
  }
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (i == 0 || skeleton[i] != skeleton[i - 1]) {
      add(before * power[n - i - 1] + behind[i + 1], n - 1);
    }
    before = before * base + static_cast<unsigned char>(skeleton[i]) + 1;
  }
  add_consonants(skeleton.substr(0, n), keys);
}

void add_grams(std::string_view skeleton, std::vector<std::uint64_t>& keys) {
  const std::string_view word = skeleton.substr(0, longest_word);
  if (word.size() < shortest_with_grams) {
    return;
  }
  const auto first = static_cast<std::ptrdiff_t>(keys.size());
  const auto letter = [&](std::size_t i) -> std::uint64_t {
    return i == 0 || i > word.size() ? 0 : static_cast<unsigned char>(word[i - 1]);
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    keys.push_back(
        mixed(letter(i) << 16U | letter(i + 1) << 8U | letter(i + 2) | std::uint64_t{gram} << 24U));
  }
  std::sort(keys.begin() + first, keys.end());
  keys.erase(std::unique(keys.begin() + first, keys.end()), keys.end());
}

}  // namespace headwater
