#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/database.h"
#include "ingest/staged.h"

namespace headwater {

/// OFAC publishes a list as three CSV files without a header, joined by the number in their first
/// column: names (12 columns), alternative names (5) and addresses (6).
constexpr std::string_view ofac_names = "ofac names";
constexpr std::string_view ofac_aliases = "ofac aliases";
constexpr std::string_view ofac_addresses = "ofac addresses";

/// What stands in their cells for nothing.
constexpr std::string_view ofac_nothing = "-0-";

/// Where a staged file is one of them, names its format and columns.
/// Throws Error where it is written like them and has another number of columns.
void name_ofac_columns(Connection& connection, Staged& staged, const std::string& file);

bool is_ofac(const Staged& staged);

/// The number of an entry.
std::optional<std::int64_t> ofac_number(std::string_view cell);

}  // namespace headwater
