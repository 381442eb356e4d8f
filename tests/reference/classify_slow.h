#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/database.h"

namespace headwater {

/// Division -> probability of a wording, from the term table read row by row: every term is looked
/// for in every word, nothing is remembered, no sum is shared. UNSPSC titles are not looked at.
std::map<std::string, double> classify_slowly(Connection& connection,
                                              const std::filesystem::path& data,
                                              std::string_view wording);

}  // namespace headwater
