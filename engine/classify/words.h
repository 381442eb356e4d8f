#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headwater {

/// The words of a wording in their order: letters only, folded as base/text.h does, ligatures
/// apart. "Gebäude-Reinigung 2019" -> gebaude, reinigung.
std::vector<std::u32string> words_of(std::string_view wording);

/// The same folding for a term of the table, whose marks `_` and `+` are kept.
std::u32string folded_term(std::string_view term);

std::string utf8(std::u32string_view text);

}  // namespace headwater
