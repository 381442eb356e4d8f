#pragma once

#include <string>
#include <string_view>

namespace headwater {

/// Letters that vary with the keyboard made one: Arabic and Persian kaf and ya, alef with and
/// without hamza, no vowel signs, no points inside an abbreviation.
std::string plain_native(std::string_view text);

/// Known words of scripts other than Latin, Greek and Cyrillic replaced by what they mean: whole
/// words where the script has blanks, anywhere where it has none. The Arabic article is written
/// apart.
std::string with_known_words(std::string_view written);

}  // namespace headwater
