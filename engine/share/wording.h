#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace headwater {

/// A figure with its 5–95% interval, in whatever unit it is said to have.
struct Estimate {
  double value = 0;
  double low = 0;
  double high = 0;
};

/// What the expected numbers count, in full. Said once on each page that shows them.
inline constexpr std::string_view unit_in_full =
    "people in forced labour expected anywhere upstream of the spend: a statistical expectation, "
    "not identified persons";

/// 1234567 -> "1,234,567"
std::string grouped(std::int64_t number);
/// Rounded to as many digits as the figure can carry: 1,240 · 86 · 3.1 · 0.4 · "under 0.01".
std::string rounded(double number, int digits = 3);
/// "about 1,240 (410–2,900)"
std::string about(const Estimate& estimate);
/// "410–2,900"
std::string between(double low, double high);
/// 0.1234 -> "12%", 0.0123 -> "1.2%", 0.0001 -> "under 0.1%"
std::string percent(double share);
std::string percent(std::optional<double> share);  ///< "not known" where empty
/// "1.2–34%"
std::string percent_between(double low, double high);
/// "USD 1.2 billion"
std::string dollars(double usd);
/// "1 line", "3,204 lines"
std::string counted(std::int64_t number, std::string_view one, std::string_view many);
/// "1 to 7", or "3" where both are the same
std::string rank_range(std::int64_t low, std::int64_t high);

}  // namespace headwater
