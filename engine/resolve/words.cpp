#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "resolve/letters.h"
#include "resolve/reading.h"
#include "resolve/romanise.h"

namespace headwater {
namespace {

/// Longer texts are cut before folding.
constexpr std::size_t most_bytes = 4000;
constexpr std::size_t most_word_bytes = 64;

/// Marks and what is read instead: inside a word they vary with the romanisation ("Wa'ed",
/// "Sel’sk", "Al-ʿAin").
constexpr std::pair<std::string_view, std::string_view> marks[] = {
    {"’", ""},       {"‘", ""},     {"ʼ", ""},       {"ʹ", ""},  {"ʻ", ""}, {"´", ""},
    {"ʿ", ""},       {"ʾ", ""},     {"ʺ", ""},       {"™", ""},  {"®", ""}, {"©", ""},
    {"＆", " and "}, {"№", " no "}, {"＋", " and "}, {"·", " "}, {"،", " "}};

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// Letters and digits, and every byte of a character beyond ASCII.
bool is_word_byte(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Is there one letter at `at`, with no other letter behind it?
bool single_letter(std::string_view text, std::size_t at) {
  if (at >= text.size() || !is_word_byte(text[at]) || is_digit(text[at])) {
    return false;
  }
  const std::size_t end = at + bytes_of_character(static_cast<unsigned char>(text[at]));
  return end >= text.size() || !is_word_byte(text[end]);
}

/// Writes what stands for the marks of ASCII at `at`: "&" is "and", the point of "S.A." is nothing.
void add_ascii(std::string_view text, std::size_t at, bool after_single_letter,
               std::string& result) {
  switch (text[at]) {
    case '\'':
    case '`':
    case '"':
      return;
    case '&':
    case '+':
      result += " and ";
      return;
    case '@':
      result += " at ";
      return;
    case '%':
      result += " percent";
      return;
    case '.':
      if (!after_single_letter || !single_letter(text, at + 1)) {
        result += ' ';
      }
      return;
    default:
      result += text[at];
  }
}

std::string without_marks(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 8);
  bool single = false;  // what was read last is a letter on its own
  bool word = false;    // or part of a word
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      add_ascii(text, i, single, result);
      single = !word && is_word_byte(text[i]) && !is_digit(text[i]);
      word = is_word_byte(text[i++]);
      continue;
    }
    const auto rest = text.substr(i);
    const auto* mark =
        std::ranges::find_if(marks, [&](const auto& m) { return rest.starts_with(m.first); });
    const bool known = mark != std::end(marks);
    const std::size_t length =
        known ? mark->first.size()
              : std::min(bytes_of_character(static_cast<unsigned char>(text[i])), rest.size());
    result += known ? mark->second : rest.substr(0, length);
    single = !word && !known;
    word = !known;
    i += length;
  }
  return result;
}

std::string_view cut(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) {
    return text;
  }
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Where a legal form begins that is glued to a word ("SiemensAG", "HaigeGmbH"); its size if none.
std::size_t glued_form(std::string_view word) {
  for (std::size_t i = 3; i + 2 <= word.size() && word.size() <= most_word_bytes; ++i) {
    if (is_capital(word[i]) && word[i - 1] >= 'a' && word[i - 1] <= 'z') {
      std::string form(word.substr(i));
      std::ranges::transform(form, form.begin(),
                             [](char c) { return static_cast<char>(is_capital(c) ? c + 32 : c); });
      const LegalForm* found = Vocabulary::get().legal_form(form);
      return found && found->behind && found->kind != LegalKind::unstated ? i : word.size();
    }
  }
  return word.size();
}

bool may_have_glued_form(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (is_capital(text[i]) && text[i - 1] >= 'a' && text[i - 1] <= 'z') {
      return true;
    }
  }
  return false;
}

std::string with_blanks_before_forms(std::string text) {
  if (!may_have_glued_form(text)) {
    return text;
  }
  const std::string_view all = text;
  std::string result;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    while (end < all.size() && is_word_byte(all[end])) {
      ++end;
    }
    const std::string_view word = all.substr(i, end - i);
    const std::size_t form = glued_form(word);
    result += word.substr(0, form);
    result += form < word.size() ? " " : "";
    result += word.substr(form);
    result += end < all.size() ? all.substr(end, 1) : "";
    i = end + 1;
  }
  return result;
}

/// fold_words() for plain letters, without a look at Unicode's tables.
void fold_ascii(std::string& text) {
  for (char& c : text) {
    if (is_capital(c)) {
      c = static_cast<char>(c - 'A' + 'a');
    } else if (!is_word_byte(c)) {
      c = ' ';
    }
  }
}

/// Words with a blank between them, in small letters.
std::string folded(std::string_view name) {
  if (is_ascii(name)) {
    std::string text = with_blanks_before_forms(without_marks(name));
    fold_ascii(text);
    return text;
  }
  const std::string latin = needs_romanising(name) ? romanised(name) : std::string(name);
  return fold_words(with_blanks_before_forms(without_marks(latin)));
}

bool is_initial(std::string_view word) {
  return word.size() == 1 && word[0] >= 'a' && word[0] <= 'z';
}

}  // namespace

/// "m d s import" -> "mds import"; a letter on its own stays.
NameWords::NameWords(std::string_view name) {
  const std::string text = folded(cut(name, most_bytes));
  letters_.reserve(text.size());  // what the words point to stays where it is
  words_.reserve(8);
  bool open = false;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    const std::string_view word =
        cut(std::string_view(text).substr(start, end - start), most_word_bytes);
    start = end + 1;
    if (word.empty()) {
      continue;
    }
    const char* at = letters_.data() + letters_.size();
    letters_.insert(letters_.end(), word.begin(), word.end());
    if (open && is_initial(word)) {
      const std::string_view before = words_.back().text;
      words_.back().text = {before.data(), before.size() + 1};
    } else {
      words_.push_back({{at, word.size()}, nullptr});
    }
    open = is_initial(word);
  }
  for (NameWord& word : words_) {
    word.known = Vocabulary::get().trade_word(word.text);
  }
}

std::vector<std::string> name_words(std::string_view name) {
  const NameWords read(name);
  std::vector<std::string> words;
  for (const NameWord& word : read.all()) {
    words.emplace_back(word.text);
  }
  return words;
}

}  // namespace headwater
