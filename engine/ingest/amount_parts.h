#pragma once

#include <string>
#include <string_view>

namespace headwater {

/// A number's parts before its separators are judged. Grouping blanks and apostrophes become '_'.
struct AmountParts {
  bool number = false;
  bool missing = false;
  bool negative = false;
  std::string digits;  ///< digits with . , _ between
  std::string currency;
};

AmountParts amount_parts(std::string_view text);

}  // namespace headwater
