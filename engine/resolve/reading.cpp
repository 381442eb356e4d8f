#include "resolve/reading.h"

#include <algorithm>
#include <array>
#include <span>

#include "resolve/romanise.h"

namespace headwater {
namespace {

constexpr std::size_t longest_form = 6;  // words
constexpr float number_weight = 3.5F;
constexpr float noticeable_weight = 6;  // a bracket must say this much to be a name of its own

using Words = std::span<const std::string>;

std::string joined(Words words) {
  std::string text;
  for (const auto& word : words) {
    text += word;
  }
  return text;
}

struct Core {
  Words words;
  std::string form;
  LegalKind kind = LegalKind::unstated;
};

/// The longest legal form at one end, or 0 words.
std::size_t form_words(Words words, bool front, const LegalForm*& form) {
  for (std::size_t n = std::min(longest_form, words.size() - 1); n > 0; --n) {
    const auto* found =
        Vocabulary::get().legal_form(joined(front ? words.first(n) : words.last(n)));
    if (found && (front ? found->front : found->behind)) {
      form = found;
      return n;
    }
  }
  return 0;
}

/// Takes legal forms off both ends, never the whole name.
Core core_of(Words words) {
  Core core{.words = words, .form = {}, .kind = LegalKind::unstated};
  for (const bool front : {false, true}) {
    const LegalForm* form = nullptr;
    while (core.words.size() > 1) {
      const std::size_t n = form_words(core.words, front, form);
      if (n == 0) {
        break;
      }
      if (core.kind == LegalKind::unstated) {
        core.kind = form->kind;
        core.form = form->kind == LegalKind::unstated
                        ? core.form
                        : joined(front ? core.words.first(n) : core.words.last(n));
      }
      core.words = front ? core.words.subspan(n) : core.words.first(core.words.size() - n);
    }
  }
  return core;
}

/// Numbers as digits; a lone letter is no numeral.
std::string_view in_digits(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 17> numerals{{
      {"ii", "2"},
      {"iii", "3"},
      {"iv", "4"},
      {"vi", "6"},
      {"vii", "7"},
      {"viii", "8"},
      {"ix", "9"},
      {"one", "1"},
      {"two", "2"},
      {"three", "3"},
      {"four", "4"},
      {"five", "5"},
      {"six", "6"},
      {"seven", "7"},
      {"eight", "8"},
      {"nine", "9"},
      {"ten", "10"},
  }};
  const auto* found =
      std::ranges::find(numerals, word, [](const auto& pair) { return pair.first; });
  return found == numerals.end() ? word : found->second;
}

bool is_small_word(std::string_view word) {
  constexpr std::array<std::string_view, 12> small{"and", "of", "the", "for", "de", "la",
                                                   "del", "y",  "e",   "i",   "et", "al"};
  return std::ranges::count(small, word) > 0;
}

std::string initials_of(Words words) {
  std::string initials;
  for (const auto& word : words) {
    if (!is_small_word(word)) {
      initials += word.front();
    }
  }
  return initials;
}

NameToken token(const std::string& word) {
  NameToken token;
  token.text = in_digits(word);
  token.numeric = std::ranges::all_of(token.text, [](char c) { return c >= '0' && c <= '9'; });
  token.skeleton = token.numeric ? token.text : skeleton(word);
  token.meaning = token.numeric ? -1 : Vocabulary::get().meaning(word);
  token.weight = token.numeric ? number_weight : Vocabulary::get().weight(word, token.meaning);
  for (const char c : token.skeleton) {
    token.letters |= 1U << (static_cast<unsigned char>(c) & 31U);
  }
  return token;
}

void add_bigrams(std::vector<std::uint16_t>& bigrams, std::string_view text) {
  unsigned previous = ' ';
  for (const char c : text) {
    const unsigned next = static_cast<unsigned char>(c);
    bigrams.push_back(static_cast<std::uint16_t>(previous << 8U | next));
    previous = next;
  }
}

Reading reading_of(Words words) {
  const Core core = core_of(words.first(std::min(words.size(), most_tokens)));
  Reading reading;
  reading.kind = core.kind;
  reading.form = core.form;
  for (const auto& word : core.words) {
    reading.tokens.push_back(token(word));
    const NameToken& added = reading.tokens.back();
    reading.weight += added.weight;
    reading.joined += added.skeleton;
    add_bigrams(reading.bigrams, added.skeleton);
  }
  reading.initials = initials_of(core.words);
  reading.initials_with_form = initials_of(words);
  std::ranges::sort(reading.bigrams);
  return reading;
}

/// Text in brackets that is a name of its own: in another script, or with a legal form.
bool is_name(std::string_view text, const Reading& reading, std::string_view whole) {
  if (reading.tokens.empty() || reading.weight < noticeable_weight) {
    return false;
  }
  return reading.kind != LegalKind::unstated || needs_romanising(text) != needs_romanising(whole);
}

/// Splits "A (B) C" into "A C" and "B"; false where there are no brackets.
bool split_brackets(std::string_view name, std::string& outside, std::string& inside) {
  const std::size_t open = name.find('(');
  const std::size_t close = open == std::string_view::npos ? open : name.find(')', open);
  if (close == std::string_view::npos) {
    return false;
  }
  outside = std::string(name.substr(0, open)) + " " + std::string(name.substr(close + 1));
  inside = name.substr(open + 1, close - open - 1);
  return true;
}

constexpr std::array<std::string_view, 7> other_name_marks{"aka",      "fka",   "nka",      "dba",
                                                           "formerly", "alias", "tradingas"};

/// Where the words of another name begin ("X trading as Y"); the size if there is none.
std::size_t other_name(Words words, std::size_t& length) {
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    for (length = 2; length > 0; --length) {
      if (std::ranges::count(other_name_marks, joined(words.subspan(i, length))) > 0) {
        return i;
      }
    }
  }
  return words.size();
}

void add_readings(std::vector<Reading>& result, Words words) {
  std::size_t length = 0;
  const std::size_t at = other_name(words, length);
  if (!words.empty()) {
    result.push_back(reading_of(words.first(at)));
  }
  if (at < words.size()) {
    result.push_back(reading_of(words.subspan(at + length)));
  }
}

}  // namespace

std::vector<Reading> readings(std::string_view name) {
  std::vector<Reading> result;
  std::string outside;
  std::string inside;
  if (split_brackets(name, outside, inside)) {
    const auto inner = name_words(inside);
    const auto outer = name_words(outside);
    const Reading bracket = reading_of(inner);
    if (!outer.empty() && is_name(inside, bracket, outside)) {
      add_readings(result, outer);
      result.push_back(bracket);
      return result;
    }
  }
  add_readings(result, name_words(name));
  return result;
}

}  // namespace headwater
