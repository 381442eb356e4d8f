#include "resolve/numerals.h"

#include <algorithm>
#include <array>
#include <utility>

#include "resolve/letters.h"

namespace headwater {
namespace {

constexpr std::size_t longest_numeral = 6;  // letters; "xxxviii" is no name's number

/// "1st", "2nd", "924th", "5eme".
bool is_ordinal_ending(std::string_view text) {
  constexpr std::array<std::string_view, 7> endings{"st", "nd", "rd", "th", "eme", "er", "y"};
  return std::ranges::count(endings, text) > 0;
}

std::optional<std::string> from_digits(std::string_view word) {
  const auto digits =
      static_cast<std::size_t>(std::ranges::find_if_not(word, is_digit) - word.begin());
  if (digits < word.size() && !is_ordinal_ending(word.substr(digits))) {
    return std::nullopt;
  }
  const std::size_t zeros = std::min(word.find_first_not_of('0'), digits - 1);
  return std::string(word.substr(zeros, digits - zeros));
}

/// Roman numerals up to 39, as they are written: no "iiii", no "iix".
std::optional<std::string> from_roman(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, int>, 9> units{{{"viii", 8},
                                                                   {"vii", 7},
                                                                   {"iii", 3},
                                                                   {"iv", 4},
                                                                   {"vi", 6},
                                                                   {"ix", 9},
                                                                   {"ii", 2},
                                                                   {"v", 5},
                                                                   {"i", 1}}};
  if (word.front() != 'x' && word.front() != 'v' && word.front() != 'i') {
    return std::nullopt;
  }
  const std::size_t tens = std::min<std::size_t>(
      static_cast<std::size_t>(std::ranges::find_if_not(word, [](char c) { return c == 'x'; }) -
                               word.begin()),
      3);
  const std::string_view rest = word.substr(tens);
  if (rest.empty()) {
    return std::to_string(10 * tens);
  }
  const auto* unit = std::ranges::find(units, rest, [](const auto& pair) { return pair.first; });
  return unit == units.end()
             ? std::nullopt
             : std::optional(std::to_string(10 * static_cast<int>(tens) + unit->second));
}

}  // namespace

std::optional<std::string> in_digits(std::string_view word, bool letter_counts) {
  if (word.empty()) {
    return std::nullopt;
  }
  if (is_digit(word.front())) {
    return from_digits(word);
  }
  if (word.size() > longest_numeral || (word.size() == 1 && !letter_counts)) {
    return std::nullopt;
  }
  return from_roman(word);
}

}  // namespace headwater
