#include "ingest/amount.h"

#include <algorithm>
#include <charconv>

#include "ingest/amount_parts.h"

namespace headwater {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Groups of three after a first group of one to three; or of two before a last of three, as in
/// India.
bool grouped(std::string_view whole, char mark) {
  const std::size_t first = whole.find(mark);
  if (first == 0 || first > 3) {
    return first == std::string_view::npos;
  }
  std::size_t group = whole.size() - whole.rfind(mark) - 1;
  if (group != 3) {
    return false;
  }
  std::size_t inner = 0;
  for (std::size_t at = first + 1, next; (next = whole.find(mark, at)) != std::string_view::npos;
       at = next + 1) {
    if (inner != 0 && next - at != inner) {
      return false;
    }
    inner = next - at;
  }
  return inner == 0 || inner == 3 || (inner == 2 && first <= 2);
}

bool only_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

std::optional<double> number_of(std::string whole, std::string_view fraction) {
  std::erase_if(whole, [](char c) { return !is_digit(c); });
  if (!only_digits(fraction) || (whole.empty() && fraction.empty())) {
    return std::nullopt;
  }
  const std::string text =
      (whole.empty() ? "0" : whole) + "." + (fraction.empty() ? "0" : std::string(fraction));
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

/// 1.5E+07, as spreadsheets and databases write large numbers.
std::optional<double> scientific(std::string_view digits) {
  const std::size_t e = digits.find_first_of("eE");
  if (e == std::string_view::npos || digits.find_first_of(",_") != std::string_view::npos) {
    return std::nullopt;
  }
  std::string text(digits);
  if (text.size() > e + 1 && text[e + 1] == '+') {
    text.erase(e + 1, 1);
  }
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = result.ptr == text.data() + text.size();
  return result.ec == std::errc{} && whole ? std::optional(value) : std::nullopt;
}

/// The mark a number itself shows, and what it is under either reading.
struct Reading {
  DecimalMark shown = DecimalMark::unknown;  ///< mixed: a single separator that may be either
  std::optional<double> value;               ///< as shown, or without separators
  std::optional<double> as_group;            ///< only where shown is mixed
  char separator = 0;
};

Reading with_both(std::string_view digits) {
  const char mark = digits[digits.find_last_of(".,")];
  const char group = mark == '.' ? ',' : '.';
  const std::size_t at = digits.rfind(mark);
  const std::string_view whole = digits.substr(0, at);
  if (whole.find(mark) != std::string_view::npos || whole.find('_') != std::string_view::npos ||
      !grouped(whole, group)) {
    return {};
  }
  return {mark == '.' ? DecimalMark::point : DecimalMark::comma,
          number_of(std::string(whole), digits.substr(at + 1)), std::nullopt, mark};
}

Reading with_one(std::string_view digits, char separator) {
  const DecimalMark mark = separator == '.' ? DecimalMark::point : DecimalMark::comma;
  const DecimalMark other = separator == '.' ? DecimalMark::comma : DecimalMark::point;
  const std::size_t at = digits.find(separator);
  const bool blanks = digits.find('_') != std::string_view::npos;
  if (digits.find(separator, at + 1) != std::string_view::npos) {
    const bool good = !blanks && grouped(digits, separator);
    return {other, good ? number_of(std::string(digits), "") : std::nullopt, std::nullopt,
            separator};
  }
  const std::string_view whole = digits.substr(0, at);
  const std::string_view fraction = digits.substr(at + 1);
  if (blanks && !grouped(whole, '_')) {
    return {};
  }
  Reading reading{mark, number_of(std::string(whole), fraction), std::nullopt, separator};
  if (fraction.size() == 3 && !blanks && !whole.empty() && whole.size() <= 3 && whole[0] != '0') {
    reading.shown = DecimalMark::mixed;
    reading.as_group = number_of(std::string(whole) + std::string(fraction), "");
  }
  return reading;
}

Reading read(std::string_view digits) {
  if (const auto value = scientific(digits)) {
    return {DecimalMark::unknown, value, std::nullopt, 0};
  }
  if (digits.find_first_not_of("0123456789.,_") != std::string_view::npos) {
    return {};
  }
  const bool point = digits.find('.') != std::string_view::npos;
  const bool comma = digits.find(',') != std::string_view::npos;
  if (point && comma) {
    return with_both(digits);
  }
  if (point || comma) {
    return with_one(digits, point ? '.' : ',');
  }
  const bool good = digits.find('_') == std::string_view::npos || grouped(digits, '_');
  return {DecimalMark::unknown, good ? number_of(std::string(digits), "") : std::nullopt,
          std::nullopt, 0};
}

/// A single separator before three digits, under the column's mark.
std::optional<double> settled(const Reading& reading, DecimalMark column) {
  if (column != DecimalMark::point && column != DecimalMark::comma) {
    return std::nullopt;
  }
  const bool is_mark = (column == DecimalMark::point) == (reading.separator == '.');
  return is_mark ? reading.value : reading.as_group;
}

}  // namespace

std::string_view symbol(DecimalMark mark) {
  return mark == DecimalMark::point ? "." : mark == DecimalMark::comma ? "," : "";
}

Amount parse_amount(std::string_view text, DecimalMark column) {
  const AmountParts parts = amount_parts(text);
  if (parts.missing) {
    return {};
  }
  Amount amount{AmountState::not_a_number, 0, parts.currency};
  const Reading reading = parts.number ? read(parts.digits) : Reading{};
  std::optional<double> value = reading.value;
  if (value && reading.shown == DecimalMark::mixed) {
    value = settled(reading, column);
    amount.state = AmountState::ambiguous;
  }
  if (value) {
    amount.state = AmountState::value;
    amount.value = parts.negative ? -*value : *value;
  }
  return amount;
}

void DecimalEvidence::see(std::string_view text) {
  const AmountParts parts = amount_parts(text);
  if (!parts.number) {
    return;
  }
  const Reading reading = read(parts.digits);
  if (reading.value) {
    point_ += reading.shown == DecimalMark::point ? 1 : 0;
    comma_ += reading.shown == DecimalMark::comma ? 1 : 0;
  }
}

DecimalMark DecimalEvidence::mark() const {
  if (point_ > 0 && comma_ > 0) {
    return DecimalMark::mixed;
  }
  return point_ > 0 ? DecimalMark::point : comma_ > 0 ? DecimalMark::comma : DecimalMark::unknown;
}

}  // namespace headwater
