#include "ingest/codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "ingest/column_content.h"

namespace headwater {
namespace {

struct Scheme {
  std::string_view name;
  std::size_t shortest;
  std::size_t longest;
  std::size_t
      full;  ///< digits of a full code, of which a spreadsheet may have eaten a leading zero
};

constexpr std::array schemes = {
    Scheme{"CPV", 2, 8, 8},  Scheme{"HS", 2, 12, 0},     Scheme{"NAICS", 2, 6, 0},
    Scheme{"ISIC", 1, 5, 0}, Scheme{"UNSPSC", 2, 10, 0},
};

/// Digits without points and blanks; a CPV's check digit is dropped.
std::string digits_of(std::string_view written, bool has_check_digit) {
  if (const std::size_t dash = written.find('-');
      has_check_digit && dash != std::string_view::npos) {
    written = trimmed(written.substr(0, dash));
  }
  std::string digits(written);
  std::erase_if(digits, [](char c) { return c == '.' || c == ' '; });
  return digits;
}

bool only_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<std::string> scheme_of(std::string_view written) {
  std::string words = fold_words(written);
  std::erase(words, ' ');
  if (words.starts_with("harmoni")) {
    return "HS";
  }
  for (const Scheme& scheme : schemes) {
    if (words.starts_with(fold(scheme.name))) {
      return std::string(scheme.name);
    }
  }
  return std::nullopt;
}

std::optional<CommodityCode> read_code(std::string_view written, const std::string& scheme,
                                       std::int64_t row, Problems& problems) {
  std::string name = scheme;
  if (name.empty()) {
    name = is_cpv_with_check_digit(written) ? "CPV" : "";
  }
  const auto known = std::ranges::find(schemes, name, &Scheme::name);
  if (known == schemes.end()) {
    problems.note({row, "code", written}, "nothing says of which scheme this code is",
                  "it was not used; name the column cpv, hs, naics, isic or unspsc in the mapping");
    return std::nullopt;
  }
  std::string code = digits_of(written, name == "CPV");
  const bool section = name == "ISIC" && !code.empty() && code[0] >= 'A' && code[0] <= 'U';
  const bool good = only_digits(section ? std::string_view(code).substr(1) : code) ||
                    (section && code.size() == 1);
  if (!good || code.size() < known->shortest || code.size() > known->longest) {
    problems.warning({row, "code", written}, fmt::format("not a {} code", name),
                     "the row is classified by its wording; correct the code");
    return std::nullopt;
  }
  if (known->full == code.size() + 1) {
    code.insert(0, "0");
    problems.note({row, "code", written},
                  fmt::format("a {} code of {} digits", name, code.size() - 1),
                  "a leading zero was put back, as spreadsheets drop it");
  }
  return CommodityCode{name, code};
}

}  // namespace headwater
