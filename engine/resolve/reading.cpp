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

using Words = std::span<const NameWord>;

/// Words of one name stand one behind the other.
std::string_view joined(Words words) {
  if (words.empty()) {
    return {};
  }
  const char* first = words.front().text.data();
  return {first,
          static_cast<std::size_t>(words.back().text.data() - first) + words.back().text.size()};
}

struct Core {
  Words words;
  std::string_view form;
  LegalKind kind = LegalKind::unstated;
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
Run form_at(Words all, Run rest, bool front, const LegalForm*& form) {
  Run misspelt;
  std::size_t letters = 0;
  for (std::size_t n = std::min(longest_form, rest.end - rest.first - 1); n > 0; --n) {
    const Run run = at_end(rest, n, front);
    const std::string_view words = joined(all.subspan(run.first, run.end - run.first));
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
  Run rest{0, words.size()};
  for (const bool front : {false, true}) {
    const LegalForm* form = nullptr;
    while (rest.end > rest.first + 1) {
      const Run run = form_at(words, rest, front, form);
      if (run.end == run.first) {
        break;
      }
      if (core.kind == LegalKind::unstated) {
        core.kind = form->kind;
        core.form = form->kind == LegalKind::unstated
                        ? core.form
                        : joined(words.subspan(run.first, run.end - run.first));
      }
      (front ? rest.first : rest.end) = front ? run.end : run.first;
    }
  }
  core.words = words.subspan(rest.first, rest.end - rest.first);
  return core;
}

bool is_small(const TradeWord* known) { return known && known->kind == WordKind::small; }

void add(std::string_view text, std::vector<char>& letters) {
  letters.insert(letters.end(), text.begin(), text.end());
}

/// Where the letters of a token stand: its text, its skeleton, a number as it is written.
struct Place {
  std::size_t start = 0;
  std::size_t text = 0;
  std::size_t skeleton = 0;
  std::size_t written = 0;
};

/// Words in order, with known phrases and numbers read for what they say.
class TokenReader {
 public:
  TokenReader(Words words, Reading& reading)
      : words_(words), tokens_(reading.tokens), letters_(reading.own_letters) {
    tokens_.reserve(words.size());
    places_.reserve(words.size());
  }

  void read() {
    for (std::size_t at = 0; at < words_.size() && tokens_.size() < most_tokens;) {
      at += next(at);
    }
    tokens_.resize(std::min(tokens_.size(), most_tokens));  // a phrase may have given several
  }

  /// Once all letters stand where they stay.
  void point_to_letters() {
    const std::string_view letters(letters_.data(), letters_.size());
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      NameToken& token = tokens_[i];
      const Place& place = places_[i];
      token.text = letters.substr(place.start, place.text);
      token.skeleton =
          token.numeric ? token.text : letters.substr(place.start + place.text, place.skeleton);
      token.written = letters.substr(place.start + place.text + place.skeleton, place.written);
      token.letters = letters_of(token.skeleton);
      token.spelt = letters_of(token.text);
      token.begins = first_letters(token.skeleton);
    }
  }

 private:
  /// Reads what begins here; how many words it takes.
  std::size_t next(std::size_t at) {
    const NameWord& word = words_[at];
    if (Vocabulary::get().begins_phrase(word.text)) {
      for (std::size_t n = std::min(longest_phrase, words_.size() - at); n > 1; --n) {
        const std::string_view phrase = joined(words_.subspan(at, n));
        if (const TradeWord* known = Vocabulary::get().trade_word(phrase)) {
          add_word(phrase, known);
          return n;
        }
      }
    }
    const bool last = at + 1 == words_.size() && at >= least_before_a_letter;
    if (const auto digits = in_digits(word.text, last)) {
      add_number(*digits, word.text, false);
    } else {
      add_word(word.text, word.known);
    }
    return 1;
  }

  void add_word(std::string_view word, const TradeWord* known) {
    if (known && known->kind == WordKind::number) {
      add_number(known->parts.front(), word, true);
      return;
    }
    open_tens_ = false;
    if (!known || known->parts.empty()) {
      add_plain(word, known);
      return;
    }
    for (const std::string& part : known->parts) {
      add_plain(part, Vocabulary::get().trade_word(part));
    }
  }

  void add_plain(std::string_view word, const TradeWord* known) {
    Place place{letters_.size(), word.size(), 0, 0};
    add(word, letters_);
    add_skeleton(word, letters_);
    place.skeleton = letters_.size() - place.start - place.text;
    NameToken token;
    token.meaning = known ? known->meaning : -1;
    token.weight = Vocabulary::get().weight(word, token.meaning);
    token.place = known && known->kind == WordKind::place;
    token.small = is_small(known);
    token.weight = token.small ? small_weight : token.weight;
    token.weight = token.place ? std::min(token.weight, place_weight) : token.weight;
    tokens_.push_back(token);
    places_.push_back(place);
  }

  /// "forty" and "four" are one number.
  void add_number(std::string_view digits, std::string_view word, bool in_words) {
    if (open_tens_ && digits.size() == 1 && digits != "0") {
      Place& tens = places_.back();  // whose letters are the last
      letters_[tens.start + tens.text - 1] = digits.front();
      add(word, letters_);
      tens.written += word.size();
      open_tens_ = false;
      return;
    }
    places_.push_back({letters_.size(), digits.size(), 0, word.size()});
    add(digits, letters_);
    add(word, letters_);
    NameToken token;
    token.numeric = true;
    token.weight = number_weight;
    tokens_.push_back(token);
    open_tens_ = in_words && digits.size() == 2 && digits.back() == '0' && digits != "10";
  }

  Words words_;
  std::vector<NameToken>& tokens_;
  std::vector<char>& letters_;
  std::vector<Place> places_;  ///< of tokens_
  bool open_tens_ = false;     ///< the last token is a number word of tens
};

void add_bigrams(std::vector<std::uint16_t>& bigrams, std::string_view text) {
  unsigned previous = ' ';
  for (const char c : text) {
    const unsigned next = static_cast<unsigned char>(c);
    bigrams.push_back(static_cast<std::uint16_t>(previous << 8U | next));
    previous = next;
  }
}

void add_initials(Words words, std::vector<char>& letters) {
  for (const NameWord& word : words) {
    if (!is_small(word.known)) {
      letters.push_back(word.text.front());
    }
  }
}

Reading reading_of(Words words) {
  const Core core = core_of(words.first(std::min(words.size(), most_tokens)));
  Reading reading;
  reading.kind = core.kind;
  auto& letters = reading.own_letters;
  letters.reserve(2 * joined(words).size() + 2 * words.size());
  TokenReader tokens(core.words, reading);
  tokens.read();
  const std::size_t initials = letters.size();
  add_initials(core.words, letters);
  const std::size_t with_form = letters.size();
  add_initials(words, letters);
  const std::size_t form = letters.size();
  add(core.form, letters);
  tokens.point_to_letters();
  const std::string_view all(letters.data(), letters.size());
  reading.initials = all.substr(initials, with_form - initials);
  reading.initials_with_form = all.substr(with_form, form - with_form);
  reading.form = all.substr(form);
  reading.own_bigrams.reserve(letters.size());
  for (const NameToken& added : reading.tokens) {
    reading.weight += added.weight;
    add_bigrams(reading.own_bigrams, added.skeleton);
  }
  std::ranges::sort(reading.own_bigrams);
  reading.bigrams = reading.own_bigrams;
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

constexpr bool begins_a_mark(char letter) {
  return std::ranges::any_of(other_name_marks, [&](auto mark) { return mark.front() == letter; });
}

/// Where the words of another name begin ("X trading as Y"); the size if there is none.
std::size_t other_name(Words words, std::size_t& length) {
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (!begins_a_mark(words[i].text.front())) {
      continue;
    }
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

Reading::Reading(const Reading& other) { *this = other; }

/// What points to letters of the other's own points to these ones'.
Reading& Reading::operator=(const Reading& other) {
  if (this == &other) {
    return *this;
  }
  tokens = other.tokens;
  bigrams = other.bigrams;
  initials = other.initials;
  initials_with_form = other.initials_with_form;
  form = other.form;
  kind = other.kind;
  weight = other.weight;
  own_letters = other.own_letters;
  own_bigrams = other.own_bigrams;
  if (!own_bigrams.empty()) {
    bigrams = own_bigrams;
  }
  if (own_letters.empty()) {
    return *this;
  }
  const auto move = [&](std::string_view& text) {
    text = {own_letters.data() + (text.data() - other.own_letters.data()), text.size()};
  };
  for (NameToken& token : tokens) {
    move(token.text);
    move(token.skeleton);
    move(token.written);
  }
  move(initials);
  move(initials_with_form);
  move(form);
  return *this;
}

std::vector<Reading> readings(std::string_view name) {
  std::vector<Reading> result;
  std::string outside;
  std::string inside;
  if (split_brackets(name, outside, inside)) {
    const NameWords inner(inside);
    const NameWords outer(outside);
    const Reading bracket = reading_of(inner.all());
    if (!outer.all().empty() && is_name(inside, bracket, outside)) {
      add_readings(result, outer.all());
      result.push_back(bracket);
      return result;
    }
    if (!outer.all().empty() && is_abbreviation(inside, bracket)) {
      add_readings(result, outer.all());  // and below the abbreviation as one word more
    }
  }
  add_readings(result, NameWords(name).all());
  return result;
}

}  // namespace headwater
