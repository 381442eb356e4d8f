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

void add_word(std::string_view word, std::vector<std::string>& words) {
  if (!word.empty()) {
    words.emplace_back(cut(word, most_word_bytes));
  }
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    add_word(text.substr(0, end), words);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return words;
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

std::string with_blanks_before_forms(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_word_byte(text[end])) {
      ++end;
    }
    const std::string_view word = text.substr(i, end - i);
    const std::size_t form = glued_form(word);
    result += word.substr(0, form);
    result += form < word.size() ? " " : "";
    result += word.substr(form);
    result += end < text.size() ? text.substr(end, 1) : "";
    i = end + 1;
  }
  return result;
}

/// fold_words() and split() for plain letters, without a look at Unicode's tables.
std::vector<std::string> split_ascii(std::string text) {
  std::vector<std::string> words;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char& c = text[i];
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    } else if (!is_word_byte(c)) {
      add_word(std::string_view(text).substr(start, i - start), words);
      start = i + 1;
    }
  }
  add_word(std::string_view(text).substr(start), words);
  return words;
}

bool is_initial(const std::string& word) {
  return word.size() == 1 && word[0] >= 'a' && word[0] <= 'z';
}

/// "m d s import" -> "mds import"; a letter on its own stays.
std::vector<std::string> with_joined_initials(std::vector<std::string> words) {
  std::vector<std::string> joined;
  joined.reserve(words.size());
  bool open = false;
  for (auto& word : words) {
    const bool initial = is_initial(word);
    if (open && initial) {
      joined.back() += word;
    } else {
      joined.push_back(std::move(word));
    }
    open = initial;
  }
  return joined;
}

}  // namespace

std::vector<std::string> name_words(std::string_view name) {
  name = cut(name, most_bytes);
  if (is_ascii(name)) {
    return with_joined_initials(split_ascii(with_blanks_before_forms(without_marks(name))));
  }
  const std::string latin = needs_romanising(name) ? romanised(name) : std::string(name);
  return with_joined_initials(split(fold_words(with_blanks_before_forms(without_marks(latin)))));
}

}  // namespace headwater
