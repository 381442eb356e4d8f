#include "ingest/column_content.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "ingest/amount.h"
#include "ingest/date.h"

namespace headwater {
namespace {

/// Nine in ten: columns have odd cells, and a column of another kind rarely comes near.
constexpr double agreed_share = 0.9;
/// Names of organisations often lack a legal form; one in five with one is telling enough.
constexpr double organisation_share = 0.2;

bool only_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

template <class Test>
double share(const std::vector<std::string>& values, Test test) {
  return static_cast<double>(std::ranges::count_if(values, test)) /
         static_cast<double>(values.size());
}

bool is_currency(std::string_view value, const KnownNames& known) {
  return trimmed(value).size() == 3 && known.currencies.code(trimmed(value)).has_value();
}

bool is_date(std::string_view value) {
  const DateState state = parse_date(value, DateOrder::unknown).state;
  return state == DateState::value || state == DateState::ambiguous;
}

/// Numbers with decimals or grouping; bare integers may be anything.
bool is_money(std::string_view value) {
  const AmountState state = parse_amount(value, DecimalMark::point).state;
  return state == AmountState::value && value.find_first_of(".,") != std::string_view::npos;
}

bool is_organisation(std::string_view value, const KnownNames& known) {
  const std::string words = " " + fold_words(value) + " ";
  return std::ranges::any_of(known.columns.organisation_words(), [&](const std::string& word) {
    return words.find(" " + word + " ") != std::string::npos;
  });
}

bool looks_like_cpv(const std::vector<std::string>& values) {
  return share(values, [](const std::string& value) {
           return is_cpv_with_check_digit(trimmed(value));
         }) >= agreed_share;
}

}  // namespace

bool is_cpv_with_check_digit(std::string_view code) {
  // Derived from the codes of CPV 2008, of which 96% follow it.
  constexpr std::array weights = {3, 7, 1, 3, 7, 1, 3, 7};
  if (code.size() != 10 || code[8] != '-' || !only_digits(code.substr(0, 8)) ||
      !only_digits(code.substr(9))) {
    return false;
  }
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum += weights[i] * (code[i] - '0');
  }
  return sum % 10 == code[9] - '0';
}

std::optional<Content> content_of(const std::vector<std::string>& values, const KnownNames& known) {
  if (values.empty()) {
    return std::nullopt;
  }
  if (share(values, [&](const auto& v) { return is_currency(v, known); }) >= agreed_share) {
    return Content::currency;
  }
  if (share(values, is_date) >= agreed_share) {
    return Content::date;
  }
  if (looks_like_cpv(values)) {
    return Content::cpv;
  }
  if (share(values, [&](const auto& v) { return known.countries.iso3(v).has_value(); }) >=
      agreed_share) {
    return Content::country;
  }
  const double whole = share(values, [](const auto& v) {
    return parse_amount(v, DecimalMark::point).state == AmountState::value;
  });
  if (whole >= agreed_share && share(values, is_money) > 0.2) {
    return Content::amount;
  }
  if (share(values, [&](const auto& v) { return is_organisation(v, known); }) >=
      organisation_share) {
    return Content::organisation;
  }
  return std::nullopt;
}

}  // namespace headwater
