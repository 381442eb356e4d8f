#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace headwater {

/// What a file is read as.
enum class Role { ledger, links, facilities, list };
std::string_view name(Role role);

/// The fields each role knows, by the keys used in data/column_names.csv and in mappings.
const std::vector<std::string>& fields_of(Role role);
bool is_field(std::string_view field);

/// Fields a mapping may state once for the whole file, e.g. currency = "GBP".
const std::vector<std::string>& constant_fields();

/// Column numbers of each field, the best first.
using FieldColumns = std::map<std::string, std::vector<std::size_t>, std::less<>>;

}  // namespace headwater
