#include "resolve/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "base/text.h"
#include "resolve/embedded_table.h"
#include "resolve/native_words.h"

namespace headwater {

std::string_view embedded_legal_forms_csv();
std::string_view embedded_trade_words_csv();
std::string_view embedded_place_words_csv();
std::string_view embedded_name_words_csv();

namespace {

constexpr float rare_per_100k = 8;  // below the rarest word of the table
constexpr float least_weight = 0.3F;
constexpr std::size_t shortest_misspelt = 9;  // letters of a legal form
constexpr std::size_t longest_misspelt = 40;
constexpr std::size_t end_letters = 4;
constexpr unsigned filter_shift = 64 - 18;
constexpr float short_word = 0.7F;  // one or two letters say less than their rarity

LegalKind kind_of(std::string_view kind) {
  constexpr std::array<std::pair<std::string_view, LegalKind>, 6> kinds{{
      {"limited", LegalKind::limited},
      {"stock", LegalKind::stock},
      {"partnership", LegalKind::partnership},
      {"cooperative", LegalKind::cooperative},
      {"state", LegalKind::state},
      {"nonprofit", LegalKind::nonprofit},
  }};
  const auto* found = std::ranges::find(kinds, kind, [](const auto& pair) { return pair.first; });
  return found == kinds.end() ? LegalKind::unstated : found->second;
}

WordKind word_kind(std::string_view kind) {
  if (kind == "number") {
    return WordKind::number;
  }
  if (kind == "place") {
    return WordKind::place;
  }
  return kind == "small" ? WordKind::small : WordKind::trade;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    words.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

/// A number for the text itself and for each text with one letter of it left out, in one pass: a
/// polynomial of its bytes, so that leaving a letter out is one step.
void for_each_shorter(std::string_view text, const auto& use) {
  constexpr std::uint64_t base = 0x9E3779B97F4A7C15ULL;
  std::array<std::uint64_t, longest_misspelt + 1> before;  // of the letters before each
  before[0] = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    before[i + 1] = before[i] * base + static_cast<unsigned char>(text[i]);
  }
  const std::uint64_t whole = before[text.size()];
  use(whole);
  std::uint64_t power = 1;  // of the letters behind
  for (std::size_t i = text.size(); i-- > 0; power *= base) {
    use(whole - (before[i + 1] - before[i]) * power);
  }
}

/// A form of an unsegmented script in the letters that are read after it.
std::string_view plain_form(LegalKind kind) {
  if (kind == LegalKind::limited) {
    return " limited ";
  }
  return kind == LegalKind::stock ? " jsc " : " company ";
}

/// Scripts from Armenian on, some of them without blanks: their words are looked for in the text.
/// Greek and Cyrillic words are looked up after romanisation.
bool is_searched(std::string_view text) { return static_cast<unsigned char>(text.front()) >= 0xD5; }

float weight_of(float per_100k) { return std::max(least_weight, std::log(1e5F / per_100k) - 1); }

}  // namespace

std::size_t ShapeFilter::shape(std::string_view word) {
  if (word.empty()) {
    return 0;
  }
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(word[i]); };
  const std::size_t last = word.size() - 1;
  std::uint32_t value = static_cast<std::uint32_t>(word.size());
  for (const std::size_t i :
       {std::size_t{0}, std::min<std::size_t>(1, last), last - (last > 0), last}) {
    value = value * 0x01000193U ^ at(i);
  }
  return (value * 0x9E3779B1U) >> 16U;
}

const Vocabulary& Vocabulary::get() {
  static const Vocabulary vocabulary;
  return vocabulary;
}

Vocabulary::Vocabulary() {
  load_words();
  load_forms();
  load_meanings();
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
      add_native(fields[0], std::string(plain_form(kind)));
      return;
    }
    std::string joined(fields[0]);
    std::erase(joined, ' ');
    form_shapes_.add(joined);
    forms_.emplace(std::move(joined), LegalForm{kind, fields[2] != "behind", fields[2] != "front"});
  });
  for (const auto& [joined, form] : forms_) {
    if (joined.size() >= shortest_misspelt && joined.size() <= longest_misspelt) {
      form_ends_.add(std::string_view(joined).substr(0, end_letters));
      form_ends_.add(std::string_view(joined).substr(joined.size() - end_letters));
      for_each_shorter(joined, [&](std::uint64_t shorter) {
        near_forms_.emplace(shorter, &form);
        near_filter_.set(shorter >> filter_shift);
      });
    }
  }
}

void Vocabulary::add_native(std::string_view word, std::string meaning) {
  std::string plain = plain_native(word);
  longest_native_ = std::max(longest_native_, plain.size());
  native_.emplace(std::move(plain), std::move(meaning));
}

void Vocabulary::add_meaning(std::string_view word, std::string_view meaning,
                             std::string_view kind) {
  if (is_searched(word)) {
    add_native(word, fmt::format(" {} ", meaning));
    return;
  }
  TradeWord entry{.kind = word_kind(kind), .meaning = -1, .parts = {}};
  if (entry.kind == WordKind::number || meaning.find(' ') != std::string_view::npos) {
    entry.parts = split(meaning);
  } else {
    const auto [place, added] =
        meanings_.emplace(meaning, static_cast<std::int32_t>(meanings_.size()));
    entry.meaning = place->second;
    if (added) {
      meaning_weights_.push_back(weight(meaning, -1));
      trade_shapes_.add(meaning);
      trade_words_.emplace(meaning, entry);
    }
  }
  const auto words = split(word);
  if (words.size() > 1) {
    phrase_shapes_.add(words.front());
    phrase_starts_.insert(words.front());
  }
  std::string joined(word);
  std::erase(joined, ' ');
  trade_shapes_.add(joined);
  trade_words_.insert_or_assign(std::move(joined), std::move(entry));
}

void Vocabulary::load_meanings() {
  for_each_record(embedded_trade_words_csv(),
                  [&](const auto& fields) { add_meaning(fields[0], fields[2], fields[3]); });
  for_each_record(embedded_place_words_csv(),
                  [&](const auto& fields) { add_meaning(fields[0], fields[1], "place"); });
}

const LegalForm* Vocabulary::legal_form(std::string_view joined) const {
  if (!form_shapes_.may_hold(joined)) {
    return nullptr;
  }
  const auto found = forms_.find(joined);
  return found == forms_.end() ? nullptr : &found->second;
}

const std::string* Vocabulary::native_word(std::string_view word) const {
  const auto found = native_.find(word);
  return found == native_.end() ? nullptr : &found->second;
}

const LegalForm* Vocabulary::misspelt_form(std::string_view joined) const {
  if (joined.size() < shortest_misspelt || joined.size() > longest_misspelt) {
    return nullptr;
  }
  // One letter is not wrong at both ends.
  if (!form_ends_.may_hold(joined.substr(0, end_letters)) &&
      !form_ends_.may_hold(joined.substr(joined.size() - end_letters))) {
    return nullptr;
  }
  const LegalForm* found = nullptr;
  for_each_shorter(joined, [&](std::uint64_t shorter) {
    if (!found && near_filter_.test(shorter >> filter_shift)) {
      const auto near = near_forms_.find(shorter);
      found = near == near_forms_.end() ? nullptr : near->second;
    }
  });
  return found;
}

const TradeWord* Vocabulary::trade_word(std::string_view joined) const {
  if (!trade_shapes_.may_hold(joined)) {
    return nullptr;
  }
  const auto found = trade_words_.find(joined);
  return found == trade_words_.end() ? nullptr : &found->second;
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
