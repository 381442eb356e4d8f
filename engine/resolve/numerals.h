#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headwater {

/// The number a word stands for, in digits: "xiv" -> 14, "70th" -> 70, "007" -> 7. A lone letter is
/// a numeral only where `letter_counts`, at the end of a name ("Fund V").
std::optional<std::string> in_digits(std::string_view word, bool letter_counts);

}  // namespace headwater
