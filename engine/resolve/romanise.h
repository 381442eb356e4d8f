#pragma once

#include <string>
#include <string_view>

namespace headwater {

/// True where letters of a script other than Latin stand in the text.
bool needs_romanising(std::string_view text);

/// In Latin letters: Cyrillic as the English-speaking press writes it, known words of unsegmented
/// scripts by their meaning, the rest as ICU has it; a run of Han characters becomes one word.
/// Slow: once for each distinct name.
std::string romanised(std::string_view text);

}  // namespace headwater
