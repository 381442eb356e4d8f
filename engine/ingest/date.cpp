#include "ingest/date.h"

#include <array>
#include <charconv>
#include <chrono>
#include <regex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "ingest/calendar_words.h"

namespace headwater {
namespace {

constexpr int first_year = 1900;
constexpr int last_year = 2100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_separator(char c) { return c == '/' || c == '-' || c == '.' || c == ' ' || c == ','; }

struct Token {
  int value = 0;   ///< of a number; of a month's name, 1..12
  int digits = 0;  ///< 0: a word
};

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// True where what follows the date is a time of day or nothing.
bool is_time(std::string_view text) {
  static const std::regex pattern(
      R"([T ]*\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}(:?\d{2})?)?)");
  text = trimmed(text);
  return text.empty() || std::regex_match(text.begin(), text.end(), pattern);
}

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_digit(text[at]) && !is_separator(text[at])) {
    ++at;
  }
  return at;
}

/// What follows a date, less punctuation and the word for "year" ("2015 г.").
std::string_view without_particle(std::string_view rest) {
  const auto skip = [&] {
    while (!rest.empty() && is_separator(rest[0]) && rest[0] != '-') {
      rest.remove_prefix(1);
    }
  };
  skip();
  const std::size_t end = word_end(rest, 0);
  const auto word = calendar_words().find(fold_words(rest.substr(0, end)));
  if (end > 0 && word != calendar_words().end() && word->second == 0) {
    rest.remove_prefix(end);
    skip();
  }
  return rest;
}

/// The three parts of a date; empty where the text is none.
std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < text.size() && tokens.size() < 3) {
    if (is_separator(text[at])) {
      ++at;
    } else if (is_digit(text[at])) {
      const std::size_t start = at;
      while (at < text.size() && is_digit(text[at])) {
        ++at;
      }
      tokens.push_back({to_int(text.substr(start, std::min<std::size_t>(at - start, 9))),
                        static_cast<int>(at - start)});
    } else {
      const std::size_t end = word_end(text, at);
      const auto& words = calendar_words();
      const auto word = words.find(fold_words(text.substr(at, end - at)));
      if (word == words.end()) {
        return {};
      }
      if (word->second != 0) {
        tokens.push_back({word->second, 0});
      }
      at = end;
    }
  }
  if (tokens.size() != 3 ||
      (at < text.size() && is_digit(text[at - 1]) && !is_separator(text[at]) && text[at] != 'T')) {
    return {};
  }
  return is_time(without_particle(text.substr(at))) ? tokens : std::vector<Token>{};
}

std::optional<CalendarDate> checked(int year, int month, int day) {
  using namespace std::chrono;
  const year_month_day date{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  // chrono keeps a day in one byte: 260 would pass for 4.
  if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1 || day > 31 ||
      !date.ok()) {
    return std::nullopt;
  }
  return CalendarDate{year, month, day};
}

int full_year(const Token& token) {
  if (token.digits == 4) {
    return token.value;
  }
  if (token.digits != 2) {
    return 0;
  }
  return token.value + (token.value < 70 ? 2000 : 1900);
}

/// Both readings of a date; where one is impossible, the other is certain.
struct Readings {
  std::optional<CalendarDate> day_first;
  std::optional<CalendarDate> month_first;
};

Readings of(const CalendarDate& date) { return {date, date}; }

Readings readings_of_eight(std::string_view text) {
  const auto date =
      checked(to_int(text.substr(0, 4)), to_int(text.substr(4, 2)), to_int(text.substr(6, 2)));
  return date ? of(*date) : Readings{};
}

Readings with_month_name(const std::vector<Token>& t, std::size_t name_at) {
  const Token& a = name_at == 0 ? t[1] : t[0];
  const Token& b = name_at == 2 ? t[1] : t[2];
  if (a.digits == 0 || b.digits == 0) {
    return {};
  }
  const bool year_leads = a.digits == 4;
  const auto date = year_leads ? checked(a.value, t[name_at].value, b.value)
                               : checked(full_year(b), t[name_at].value, a.value);
  return date ? of(*date) : Readings{};
}

Readings readings(std::string_view text) {
  if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos) {
    return readings_of_eight(text);
  }
  const std::vector<Token> t = tokens_of(text);
  if (t.empty()) {
    return {};
  }
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (t[i].digits == 0) {
      return with_month_name(t, i);
    }
  }
  if (t[0].digits == 4 && t[1].digits <= 2 && t[2].digits <= 2) {
    const auto date = checked(t[0].value, t[1].value, t[2].value);
    return date ? of(*date) : Readings{};
  }
  if (t[0].digits > 2 || t[1].digits > 2) {
    return {};
  }
  const int year = full_year(t[2]);
  return {checked(year, t[1].value, t[0].value), checked(year, t[0].value, t[1].value)};
}

bool means_missing(std::string_view text) {
  const std::string word = fold(text);
  return word.empty() || word == "-" || word == "n/a" || word == "na" || word == "null" ||
         word == "none";
}

}  // namespace

std::string_view name(DateOrder order) {
  switch (order) {
    case DateOrder::day_first:
      return "day first";
    case DateOrder::month_first:
      return "month first";
    case DateOrder::mixed:
      return "mixed";
    case DateOrder::unknown:
      return "";
  }
  return "";
}

ParsedDate parse_date(std::string_view text, DateOrder column) {
  text = trimmed(text);
  if (means_missing(text)) {
    return {};
  }
  const Readings found = readings(text);
  if (!found.day_first && !found.month_first) {
    return {DateState::not_a_date, {}, std::nullopt};
  }
  const auto value = [](const CalendarDate& date) {
    return ParsedDate{DateState::value, date, date.year};
  };
  if (!found.day_first || !found.month_first || *found.day_first == *found.month_first) {
    return value(found.day_first ? *found.day_first : *found.month_first);
  }
  if (column == DateOrder::day_first) {
    return value(*found.day_first);
  }
  if (column == DateOrder::month_first) {
    return value(*found.month_first);
  }
  return {DateState::ambiguous, {}, found.day_first->year};
}

void DateEvidence::see(std::string_view text) {
  const Readings found = readings(trimmed(text));
  if (found.day_first && !found.month_first) {
    ++day_first_;
  } else if (found.month_first && !found.day_first) {
    ++month_first_;
  }
}

DateOrder DateEvidence::order() const {
  if (day_first_ > 0 && month_first_ > 0) {
    return DateOrder::mixed;
  }
  return day_first_ > 0     ? DateOrder::day_first
         : month_first_ > 0 ? DateOrder::month_first
                            : DateOrder::unknown;
}

std::optional<int> parse_year(std::string_view text) {
  text = trimmed(text);
  if (text.ends_with(".0")) {
    text.remove_suffix(2);
  }
  if (text.size() != 4 || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  const int year = to_int(text);
  return year >= first_year && year <= last_year ? std::optional(year) : std::nullopt;
}

std::int64_t days_since_1970(const CalendarDate& date) {
  using namespace std::chrono;
  const sys_days days = year_month_day{std::chrono::year(date.year),
                                       std::chrono::month(static_cast<unsigned>(date.month)),
                                       std::chrono::day(static_cast<unsigned>(date.day))};
  return days.time_since_epoch().count();
}

}  // namespace headwater
