#include "share/wording.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

namespace headwater {
namespace {

/// `number` to `digits` significant digits, without an exponent; whole numbers grouped.
std::string significant(double number, int digits) {
  const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(number))));
  const double step = std::pow(10.0, magnitude - digits + 1);
  const double value = std::round(number / step) * step;
  const int decimals = std::max(0, digits - 1 - magnitude);
  if (decimals == 0) {
    return grouped(std::llround(value));
  }
  std::string text = fmt::format("{:.{}f}", value, decimals);
  while (text.back() == '0') {
    text.pop_back();
  }
  return text.back() == '.' ? text.substr(0, text.size() - 1) : text;
}

/// One decimal below 10 and just below 100, none elsewhere.
std::string percent_digits(double value) {
  const double size = std::abs(value);
  const std::string digits =
      fmt::format("{:.{}f}", value, size < 9.95 || (size > 99 && size < 100) ? 1 : 0);
  return digits.ends_with(".0") ? digits.substr(0, digits.size() - 2) : digits;
}

}  // namespace

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(std::abs(number));
  for (std::size_t at = digits.size(); at > 3; at -= 3) {
    digits.insert(at - 3, ",");
  }
  return number < 0 ? "−" + digits : digits;
}

std::string rounded(double number, int digits) {
  const double size = std::abs(number);
  if (size == 0) {
    return "0";
  }
  if (size < 0.01) {
    return "under 0.01";
  }
  int kept = digits;
  if (size < 100) {
    kept = size < 1 ? 1 : 2;
  }
  return (number < 0 ? "−" : "") + significant(size, kept);
}

std::string between(double low, double high) {
  return fmt::format("{}–{}", rounded(low, 2), rounded(high, 2));
}

std::string about(const Estimate& estimate) {
  return fmt::format("about {} ({})", rounded(estimate.value),
                     between(estimate.low, estimate.high));
}

std::string percent(double share) {
  const double value = share * 100;
  if (value == 0) {
    return "0%";
  }
  if (std::abs(value) < 0.1) {
    return "under 0.1%";
  }
  if (value > 99.9 && share < 1) {
    return "over 99.9%";
  }
  return percent_digits(value) + "%";
}

std::string percent_between(double low, double high) {
  const bool plain = low >= 0.001 && high >= 0.001 && high <= 1;
  return plain ? fmt::format("{}–{}%", percent_digits(low * 100), percent_digits(high * 100))
               : fmt::format("{}–{}", percent(low), percent(high));
}

std::string percent(std::optional<double> share) { return share ? percent(*share) : "not known"; }

std::string dollars(double usd) {
  static constexpr std::array<std::pair<double, const char*>, 3> scales = {
      {{1e9, " billion"}, {1e6, " million"}, {1e3, ",000"}}};
  const double size = std::abs(usd);
  const std::string sign = usd < 0 ? "−" : "";
  for (const auto& [scale, word] : scales) {
    if (size >= scale * 0.9995) {
      const double value = size / scale;
      const bool thousands = scale == 1e3;
      return fmt::format("USD {}{}{}", sign,
                         thousands ? grouped(std::llround(value)) : significant(value, 3), word);
    }
  }
  return fmt::format("USD {}{}", sign, grouped(std::llround(size)));
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string rank_range(std::int64_t low, std::int64_t high) {
  return low == high ? grouped(low) : fmt::format("{}–{}", grouped(low), grouped(high));
}

}  // namespace headwater
