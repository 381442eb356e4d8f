#include "resolve/token_match.h"

#include <algorithm>
#include <array>
#include <bit>
#include <span>

#include "resolve/letters.h"

namespace headwater {
namespace {

constexpr float same_meaning = 0.95F;
constexpr float same_sound = 0.94F;
constexpr float inflected = 0.85F;    // same stem, another ending
constexpr float abbreviated = 0.75F;  // the beginning of the other word
constexpr float other_vowels = 0.85F;
constexpr float without_vowels = 0.75F;  // the same consonants
constexpr float initial = 0.3F;
constexpr float by_initials = 0.7F;  // of several words, where other words stand beside them
constexpr float written_together = 0.97F;
constexpr std::size_t longest_word = 64;
constexpr std::size_t most_parts = 4;      // of a word written apart
constexpr std::size_t shortest_whole = 4;  // letters
constexpr std::size_t shortest_initials = 3;
constexpr std::size_t longest_initials = 6;

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const std::size_t n = std::min(a.size(), b.size());
  std::size_t i = 0;
  while (i < n && a[i] == b[i]) {
    ++i;
  }
  return i;
}

/// One edit in a word of five letters leaves .7 of it, in one of ten .85. `letters` are those that
/// only one of them has: an edit changes two at most.
float by_edits(std::string_view a, std::string_view b, std::uint32_t letters) {
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t allowed = longer >= 8 ? 2 : static_cast<std::size_t>(longer >= 4);
  if (allowed == 0 || longer - std::min(a.size(), b.size()) > allowed ||
      static_cast<std::size_t>(std::popcount(letters)) > 2 * allowed) {
    return 0;
  }
  const std::size_t count = edits(a, b, allowed);
  if (count > allowed) {
    return 0;
  }
  const float kept = 1 - 1.5F * static_cast<float>(count) / static_cast<float>(longer);
  return a[0] == b[0] ? kept : kept - 0.1F;
}

float by_stem(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t stem = common_prefix(a, b);
  if (stem >= 5 && shorter - stem <= 2 && longer - stem <= 3) {
    return inflected;
  }
  if (stem == shorter && shorter >= 4) {
    return abbreviated;
  }
  return shorter == 1 && stem == 1 ? initial : 0;
}

/// How many consonants two words have, if they are the same; else 0. Scripts that leave vowels out
/// are romanised in as many ways: "sanubar", "senobar", "snwbr".
std::size_t same_consonants(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  for (std::size_t count = 0;; ++count) {
    while (i < a.size() && (is_vowel(a[i]) || (i > 0 && a[i] == a[i - 1]))) {
      ++i;
    }
    while (j < b.size() && (is_vowel(b[j]) || (j > 0 && b[j] == b[j - 1]))) {
      ++j;
    }
    if (i == a.size() || j == b.size()) {
      return i == a.size() && j == b.size() ? count : 0;
    }
    if (a[i++] != b[j++]) {
      return 0;
    }
  }
}

/// Of a word written without vowels three consonants tell enough.
std::size_t least_consonants(const NameToken& a, const NameToken& b) {
  const auto few = [](std::string_view word) {
    return std::ranges::count_if(word, is_vowel) * 3 <= static_cast<std::ptrdiff_t>(word.size());
  };
  return few(a.skeleton) || few(b.skeleton) ? 3 : 4;
}

/// By their first letters; a letter alone begins what begins with it.
bool begin_alike(std::uint32_t a, std::uint32_t b) {
  constexpr std::uint32_t one = 0xFF;
  return a == b || ((a & one) == (b & one) && (a <= one || b <= one));
}

/// Letters that only one of the words has.
struct Apart {
  std::uint32_t spelt = 0;
  std::uint32_t sounds = 0;
};

/// Can words with such letters be alike at all? Most pairs are settled here.
bool may_be_alike(const NameToken& a, const NameToken& b, const Apart& apart) {
  constexpr int most = 4;  // two edits change four letters
  return std::popcount(apart.spelt) <= most || std::popcount(apart.sounds) <= most ||
         (apart.sounds & ~vowels) == 0 || begin_alike(a.begins, b.begins);
}

/// Of words that may be alike, by their letters.
float by_letters(const NameToken& a, const NameToken& b, const Apart& apart) {
  if (apart.sounds == 0 && a.skeleton == b.skeleton && a.skeleton.size() >= 3) {
    return same_sound;
  }
  if (std::popcount(apart.sounds) > 8 && a.text[0] != b.text[0]) {
    return 0;
  }
  const float edited = std::max(by_edits(a.text, b.text, apart.spelt),
                                by_edits(a.skeleton, b.skeleton, apart.sounds) - 0.04F);
  const std::size_t consonants =
      (apart.sounds & ~vowels) == 0 ? same_consonants(a.skeleton, b.skeleton) : 0;
  return std::max({edited, by_stem(a.skeleton, b.skeleton),
                   edited > 0 && consonants > 1 ? other_vowels : 0.F,
                   consonants > 0 && consonants >= least_consonants(a, b) ? without_vowels : 0.F});
}

/// Places of the words that make up another.
struct Parts {
  std::array<std::size_t, most_parts> places{};
  std::size_t count = 0;

  std::span<const std::size_t> all() const { return std::span(places).first(count); }
};

/// Words of `a` not yet paired that make up `rest` when written together, behind `before`, whatever
/// their order in `a`.
bool made_of(std::string_view before, std::string_view rest, const Reading& a,
             const std::vector<float>& left, Parts& parts) {
  if (rest.empty()) {
    return parts.count > 1;
  }
  for (std::size_t i = 0; i < a.tokens.size() && parts.count < most_parts; ++i) {
    const std::string_view part = behind_a_seam(before, a.tokens[i].skeleton);
    if (left[i] == 1 && !part.empty() && part.front() == rest.front() && rest.starts_with(part) &&
        std::ranges::count(parts.all(), i) == 0) {
      parts.places[parts.count++] = i;
      if (made_of(a.tokens[i].skeleton, rest.substr(part.size()), a, left, parts)) {
        return true;
      }
      --parts.count;
    }
  }
  return false;
}

/// Are there letters for it? Two words or more not yet paired that have none but those of `whole`,
/// and all of them together. Most words are settled here.
bool may_be_made(const NameToken& whole, const Reading& a, const std::vector<float>& left) {
  std::uint32_t letters = 0;
  std::size_t words = 0;
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    if (left[i] == 1 && (a.tokens[i].letters & ~whole.letters) == 0) {
      letters |= a.tokens[i].letters;
      ++words;
    }
  }
  return words > 1 && letters == whole.letters;
}

/// Words of `b` not yet paired, next to each other, whose initials are `letters`; empty if none.
std::pair<std::size_t, std::size_t> spelt_out(std::string_view letters, const Reading& b,
                                              const std::vector<float>& left) {
  for (std::size_t first = 0; first + letters.size() <= b.tokens.size(); ++first) {
    std::size_t next = 0;
    for (std::size_t j = first; j < b.tokens.size() && next < letters.size(); ++j) {
      const NameToken& token = b.tokens[j];
      if (left[j] == 1 && !token.numeric && token.text.front() == letters[next]) {
        ++next;
      } else if (!token.small || next == 0) {
        break;
      }
      if (next == letters.size()) {
        return {first, j + 1};
      }
    }
  }
  return {0, 0};
}

/// A word of `a` that is the initials of words of `b`: "IRGC Navy", "Islamic Revolutionary Guard
/// Corps Naval Force".
void join_initials(const Reading& a, const Reading& b, std::vector<float>& left_a,
                   std::vector<float>& left_b, float& agreed) {
  if (a.tokens.size() < 2 || b.tokens.size() < shortest_initials) {
    return;  // a word that is a whole name: see Feature::acronym
  }
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    const NameToken& word = a.tokens[i];
    if (left_a[i] < 1 || word.numeric || word.text.size() < shortest_initials ||
        word.text.size() > longest_initials) {
      continue;
    }
    const auto [first, end] = spelt_out(word.text, b, left_b);
    float weight = word.weight;
    for (std::size_t j = first; j < end; ++j) {
      weight += left_b[j] == 1 ? b.tokens[j].weight : 0;
      left_b[j] = std::min(left_b[j], 1 - by_initials);
    }
    if (end > first) {
      left_a[i] = 1 - by_initials;
      agreed += by_initials * weight / 2;
    }
  }
}

/// Words of `b` that are words of `a` written together: "vanderbilt", "van der bilt".
void join_parts(const Reading& a, const Reading& b, std::vector<float>& left_a,
                std::vector<float>& left_b, float& agreed) {
  for (std::size_t j = 0; j < b.tokens.size(); ++j) {
    Parts parts;
    const NameToken& whole = b.tokens[j];
    if (left_b[j] < 1 || whole.skeleton.size() < shortest_whole || !may_be_made(whole, a, left_a) ||
        !made_of({}, whole.skeleton, a, left_a, parts)) {
      continue;
    }
    float weight = b.tokens[j].weight;
    left_b[j] = 1 - written_together;
    for (const std::size_t i : parts.all()) {
      left_a[i] = 1 - written_together;
      weight += a.tokens[i].weight;
    }
    agreed += written_together * weight / 2;
  }
}

}  // namespace

std::size_t edits(std::string_view a, std::string_view b, std::size_t most) {
  const std::size_t same = common_prefix(a, b);
  a.remove_prefix(same);
  b.remove_prefix(same);
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  const std::size_t shorter = std::min(a.size(), b.size());
  const std::size_t longer = std::max(a.size(), b.size());
  if (shorter == 0 || longer - shorter > most) {
    return std::min(longer, most + 1);
  }
  if (longer == 1 || (longer == 2 && shorter == 2 && a[0] == b[1] && a[1] == b[0])) {
    return std::min<std::size_t>(1, most + 1);
  }
  if (most < 2) {
    return most + 1;  // what is left differs at both ends
  }
  std::array<std::array<std::uint8_t, longest_word + 1>, 3> rows;
  if (longer > longest_word) {
    return most + 1;
  }
  for (std::size_t j = 0; j <= b.size(); ++j) {
    rows[0][j] = static_cast<std::uint8_t>(j);
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    const auto& above2 = rows[(i + 1) % 3];
    row[0] = static_cast<std::uint8_t>(i);
    std::uint8_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int cost =
          std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1] ? 1 : 0)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost = std::min(cost, above2[j - 2] + 1);
      }
      row[j] = static_cast<std::uint8_t>(cost);
      least = std::min(least, row[j]);
    }
    if (least > most) {
      return most + 1;
    }
  }
  return std::min<std::size_t>(rows[a.size() % 3][b.size()], most + 1);
}

float similarity(const NameToken& a, const NameToken& b) {
  if (a.spelt == b.spelt && a.text == b.text) {
    return 1;
  }
  if (a.numeric || b.numeric) {
    return 0;
  }
  if (a.meaning >= 0 && a.meaning == b.meaning) {
    return same_meaning;
  }
  const Apart apart{a.spelt ^ b.spelt, a.letters ^ b.letters};
  return may_be_alike(a, b, apart) ? by_letters(a, b, apart) : 0;
}

void align(const Reading& a, const Reading& b, Alignment& alignment) {
  struct Likely {
    float gain;
    float similarity;
    std::uint8_t i;
    std::uint8_t j;
  };
  std::array<Likely, most_tokens * most_tokens> likely;
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    for (std::size_t j = 0; j < b.tokens.size(); ++j) {
      const float alike = similarity(a.tokens[i], b.tokens[j]);
      if (alike > 0) {
        const float gain = alike * alike * (a.tokens[i].weight + b.tokens[j].weight) / 2;
        likely[count++] = {gain, alike, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)};
      }
    }
  }
  // Ties by the words themselves, so that neither their order nor the sides matter.
  const auto words = [&](const Likely& l) {
    return std::minmax(a.tokens[l.i].text, b.tokens[l.j].text);
  };
  std::sort(likely.begin(), likely.begin() + count, [&](const Likely& x, const Likely& y) {
    return x.gain != y.gain ? x.gain > y.gain : words(x) < words(y);
  });
  alignment.pairs.clear();
  alignment.left_a.assign(a.tokens.size(), 1);
  alignment.left_b.assign(b.tokens.size(), 1);
  alignment.agreed = 0;
  const auto pair_off = [&](float least) {
    for (std::size_t n = 0; n < count; ++n) {
      const Likely& l = likely[n];
      if (l.similarity >= least && alignment.left_a[l.i] == 1 && alignment.left_b[l.j] == 1) {
        alignment.pairs.push_back({l.i, l.j, l.similarity});
        alignment.left_a[l.i] = alignment.left_b[l.j] = std::min(1 - l.similarity, 0.999F);
        alignment.agreed += l.similarity * (a.tokens[l.i].weight + b.tokens[l.j].weight) / 2;
      }
    }
  };
  pair_off(same_sound);
  const auto any_left = [](const std::vector<float>& left) {
    return std::ranges::find(left, 1.F) != left.end();
  };
  if (!any_left(alignment.left_a) || !any_left(alignment.left_b)) {
    return;
  }
  join_parts(a, b, alignment.left_a, alignment.left_b, alignment.agreed);
  join_parts(b, a, alignment.left_b, alignment.left_a, alignment.agreed);
  pair_off(0);
  join_initials(a, b, alignment.left_a, alignment.left_b, alignment.agreed);
  join_initials(b, a, alignment.left_b, alignment.left_a, alignment.agreed);
}

}  // namespace headwater
