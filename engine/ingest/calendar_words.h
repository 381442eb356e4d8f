#pragma once

#include <string>
#include <unordered_map>

namespace headwater {

/// Names of months (1..12), and of weekdays and particles (0), folded, as ICU has them.
const std::unordered_map<std::string, int>& calendar_words();

}  // namespace headwater
