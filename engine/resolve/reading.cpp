#include "resolve/reading.h"

#include <algorithm>
#include <array>
#include <span>

#include "resolve/letters.h"
#include "resolve/numerals.h"
#include "resolve/romanise.h"

namespace headwater {
namespace {

constexpr std::size_t longest_form = 6;           // words
constexpr std::size_t longest_phrase = 3;         // words
constexpr std::size_t least_before_a_letter = 2;  // words before a last V or X that is a numeral
constexpr float number_weight = 3.5F;
constexpr float small_weight = 0.15F;
constexpr float place_weight = 5;
constexpr float noticeable_weight = 6;  // a bracket must say this much to be a name of its own

constexpr std::size_t letters_of_a_form = 4;  // that a misspelt form has beyond a right one

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

/// The words of a name written together, any run of them at hand.
class Together {
 public:
  explicit Together(Words words) : text_(joined(words)) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      ends_[i + 1] = ends_[i] + words[i].size();
    }
  }
  std::string_view run(std::size_t first, std::size_t end) const {
    return std::string_view(text_).substr(ends_[first], ends_[end] - ends_[first]);
  }

 private:
  std::string text_;
  std::array<std::size_t, most_tokens + 1> ends_{};
};

/// A run of words, by places.
struct Run {
  std::size_t first = 0;
  std::size_t end = 0;
};

Run at_end(Run rest, std::size_t count, bool front) {
  return front ? Run{rest.first, rest.first + count} : Run{rest.end - count, rest.end};
}

const LegalForm* fitting(const LegalForm* form, bool front) {
  return form && (front ? form->front : form->behind) ? form : nullptr;
}

/// Where the longest legal form at one end stands; nothing if there is none. A misspelt one that is
/// hardly longer than a right one is that one and a word: "UK Limited" is not "unlimited".
Run form_at(const Together& text, Run rest, bool front, const LegalForm*& form) {
  Run misspelt;
  std::size_t letters = 0;
  for (std::size_t n = std::min(longest_form, rest.end - rest.first - 1); n > 0; --n) {
    const Run run = at_end(rest, n, front);
    const std::string_view words = text.run(run.first, run.end);
    if (const LegalForm* right = fitting(Vocabulary::get().legal_form(words), front)) {
      if (letters >= words.size() + letters_of_a_form) {
        return misspelt;
      }
      form = right;
      return run;
    }
    const LegalForm* near =
        letters == 0 ? fitting(Vocabulary::get().misspelt_form(words), front) : nullptr;
    if (near) {
      misspelt = run;
      letters = words.size();
      form = near;
    }
  }
  return misspelt;
}

/// Takes legal forms off both ends, never the whole name.
Core core_of(Words words) {
  Core core{.words = words, .form = {}, .kind = LegalKind::unstated};
  const Together text(words);
  Run rest{0, words.size()};
  for (const bool front : {false, true}) {
    const LegalForm* form = nullptr;
    while (rest.end > rest.first + 1) {
      const Run run = form_at(text, rest, front, form);
      if (run.end == run.first) {
        break;
      }
      if (core.kind == LegalKind::unstated) {
        core.kind = form->kind;
        core.form = form->kind == LegalKind::unstated ? core.form
                                                      : std::string(text.run(run.first, run.end));
      }
      (front ? rest.first : rest.end) = front ? run.end : run.first;
    }
  }
  core.words = words.subspan(rest.first, rest.end - rest.first);
  return core;
}

bool is_small_word(const std::string& word) {
  const TradeWord* known = Vocabulary::get().trade_word(word);
  return known && known->kind == WordKind::small;
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

NameToken number(std::string digits, const std::string& written) {
  NameToken token;
  token.text = std::move(digits);
  token.skeleton = token.text;
  token.written = written;
  token.numeric = true;
  token.weight = number_weight;
  return token;
}

NameToken plain_token(const std::string& word, const TradeWord* known) {
  NameToken token;
  token.text = word;
  token.skeleton = skeleton(word);
  token.meaning = known ? known->meaning : -1;
  token.weight = Vocabulary::get().weight(word, token.meaning);
  token.place = known && known->kind == WordKind::place;
  token.small = known && known->kind == WordKind::small;
  token.weight = token.small ? small_weight : token.weight;
  token.weight = token.place ? std::min(token.weight, place_weight) : token.weight;
  return token;
}

/// Words in order, with known phrases and numbers read for what they say.
class TokenReader {
 public:
  explicit TokenReader(Words words) : words_(words) {}

  std::vector<NameToken> all() {
    for (std::size_t at = 0; at < words_.size() && tokens_.size() < most_tokens;) {
      at += next(at);
    }
    tokens_.resize(std::min(tokens_.size(), most_tokens));  // a phrase may have given several
    for (NameToken& token : tokens_) {
      token.letters = letters_of(token.skeleton);
      token.spelt = letters_of(token.text);
      token.begins = first_letters(token.skeleton);
    }
    return std::move(tokens_);
  }

 private:
  /// Reads what begins here; how many words it takes.
  std::size_t next(std::size_t at) {
    if (Vocabulary::get().begins_phrase(words_[at])) {
      for (std::size_t n = std::min(longest_phrase, words_.size() - at); n > 1; --n) {
        const std::string phrase = joined(words_.subspan(at, n));
        if (const TradeWord* known = Vocabulary::get().trade_word(phrase)) {
          add(phrase, known);
          return n;
        }
      }
    }
    const std::string& word = words_[at];
    const bool last = at + 1 == words_.size() && at >= least_before_a_letter;
    if (const auto digits = in_digits(word, last)) {
      add_number(*digits, word, false);
    } else {
      add(word, Vocabulary::get().trade_word(word));
    }
    return 1;
  }

  void add(const std::string& word, const TradeWord* known) {
    if (known && known->kind == WordKind::number) {
      add_number(known->parts.front(), word, true);
      return;
    }
    open_tens_ = false;
    if (!known || known->parts.empty()) {
      tokens_.push_back(plain_token(word, known));
      return;
    }
    for (const std::string& part : known->parts) {
      tokens_.push_back(plain_token(part, Vocabulary::get().trade_word(part)));
    }
  }

  /// "forty" and "four" are one number.
  void add_number(const std::string& digits, const std::string& word, bool in_words) {
    if (open_tens_ && digits.size() == 1 && digits != "0") {
      NameToken& tens = tokens_.back();
      tens.text.back() = digits.front();
      tens.skeleton = tens.text;
      tens.written += word;
      open_tens_ = false;
      return;
    }
    tokens_.push_back(number(digits, word));
    open_tens_ = in_words && digits.size() == 2 && digits.back() == '0' && digits != "10";
  }

  Words words_;
  std::vector<NameToken> tokens_;
  bool open_tens_ = false;  ///< the last token is a number word of tens
};

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
  reading.tokens = TokenReader(core.words).all();
  for (const NameToken& added : reading.tokens) {
    reading.weight += added.weight;
    add_bigrams(reading.bigrams, added.skeleton);
  }
  reading.initials = initials_of(core.words);
  reading.initials_with_form = initials_of(words);
  std::ranges::sort(reading.bigrams);
  return reading;
}

/// An abbreviation in capitals, of three letters or more.
bool is_abbreviation(std::string_view text, const Reading& reading) {
  const bool capitals =
      std::ranges::none_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
  return capitals && reading.tokens.size() == 1 && reading.tokens.front().text.size() >= 3 &&
         !reading.tokens.front().place && !reading.tokens.front().numeric;
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
    if (!outer.empty() && is_abbreviation(inside, bracket)) {
      add_readings(result, outer);  // and below the abbreviation as one word more
    }
  }
  add_readings(result, name_words(name));
  return result;
}

}  // namespace headwater
