#pragma once

#include <string>
#include <string_view>

namespace headwater {

/// Lower case, without diacritics, compatibility forms unified, control and zero-width characters
/// dropped, runs of white space as one blank. Not transliterated: "Ürün  A.Ş." -> "urun a.s.".
/// Bytes that are not UTF-8 become U+FFFD.
std::string fold(std::string_view text);

/// As fold(), and every run of characters that are neither letters nor digits becomes one blank.
std::string fold_words(std::string_view text);

bool is_utf8(std::string_view text);
std::string_view trimmed(std::string_view text);

/// A short, harmless copy for a message: control characters out, cut with an ellipsis.
std::string excerpt(std::string_view text, std::size_t characters = 60);

}  // namespace headwater
