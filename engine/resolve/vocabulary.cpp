#include "resolve/vocabulary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "base/text.h"
#include "resolve/embedded_table.h"

namespace headwater {

std::string_view embedded_legal_forms_csv();
std::string_view embedded_trade_words_csv();
std::string_view embedded_name_words_csv();

namespace {

constexpr float rare_per_100k = 8;  // below the rarest word of the table
constexpr float least_weight = 0.3F;
constexpr float short_word = 0.7F;  // one or two letters say less than their rarity

LegalKind kind_of(std::string_view kind) {
  constexpr std::array<std::pair<std::string_view, LegalKind>, 5> kinds{{
      {"limited", LegalKind::limited},
      {"stock", LegalKind::stock},
      {"partnership", LegalKind::partnership},
      {"cooperative", LegalKind::cooperative},
      {"state", LegalKind::state},
  }};
  const auto* found = std::ranges::find(kinds, kind, [](const auto& pair) { return pair.first; });
  return found == kinds.end() ? LegalKind::unstated : found->second;
}

/// A form of an unsegmented script in the letters that are read after it.
std::string_view plain_form(LegalKind kind) {
  if (kind == LegalKind::limited) {
    return " ltd ";
  }
  return kind == LegalKind::stock ? " jsc " : " co ";
}

/// Scripts from Hebrew on, most of them without blanks: their words are looked for inside a text.
/// Greek and Cyrillic words are looked up after romanisation.
bool is_searched(std::string_view text) { return static_cast<unsigned char>(text.front()) >= 0xD6; }

float weight_of(float per_100k) { return std::max(least_weight, std::log(1e5F / per_100k) - 1); }

}  // namespace

const Vocabulary& Vocabulary::get() {
  static const Vocabulary vocabulary;
  return vocabulary;
}

Vocabulary::Vocabulary() {
  load_words();
  load_forms();
  load_meanings();
  std::ranges::sort(native_, [](const auto& a, const auto& b) {
    return std::pair(b.first.size(), a.first) < std::pair(a.first.size(), b.first);
  });
}

void Vocabulary::load_words() {
  for_each_record(embedded_name_words_csv(), [&](const auto& fields) {
    weights_.emplace(fields[0], weight_of(std::strtof(std::string(fields[1]).c_str(), nullptr)));
  });
}

void Vocabulary::load_forms() {
  for_each_record(embedded_legal_forms_csv(), [&](const auto& fields) {
    const LegalKind kind = kind_of(fields[1]);
    if (is_searched(fields[0])) {
      native_.emplace_back(fields[0], plain_form(kind));
      return;
    }
    std::string joined(fields[0]);
    std::erase(joined, ' ');
    forms_.emplace(std::move(joined), LegalForm{kind, fields[2] != "behind", fields[2] != "front"});
  });
}

void Vocabulary::load_meanings() {
  Map<std::int32_t> numbers;
  for_each_record(embedded_trade_words_csv(), [&](const auto& fields) {
    const std::string meaning(fields[2]);
    const auto [place, added] = numbers.emplace(meaning, static_cast<std::int32_t>(numbers.size()));
    if (added) {
      meaning_weights_.push_back(weight(meaning.substr(0, meaning.find(' ')), -1));
      if (meaning.find(' ') == std::string::npos) {
        meanings_.emplace(meaning, place->second);
      }
    }
    if (!is_searched(fields[0])) {
      meanings_.emplace(fields[0], place->second);
    } else {
      native_.emplace_back(fields[0], " " + meaning + " ");
    }
  });
}

const LegalForm* Vocabulary::legal_form(std::string_view joined) const {
  const auto found = forms_.find(joined);
  return found == forms_.end() ? nullptr : &found->second;
}

std::int32_t Vocabulary::meaning(std::string_view word) const {
  const auto found = meanings_.find(word);
  return found == meanings_.end() ? -1 : found->second;
}

float Vocabulary::weight(std::string_view word, std::int32_t meaning) const {
  const auto found = weights_.find(word);
  float weight = found == weights_.end() ? weight_of(rare_per_100k) : found->second;
  if (meaning >= 0) {
    weight = std::min(weight, meaning_weights_[static_cast<std::size_t>(meaning)]);
  }
  return word.size() <= 2 ? weight * short_word : weight;
}

}  // namespace headwater
