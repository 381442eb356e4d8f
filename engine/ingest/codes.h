#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ingest/problems.h"

namespace headwater {

/// A commodity code and the scheme it is of.
struct CommodityCode {
  std::string scheme;  ///< CPV | HS | NAICS | ISIC | UNSPSC
  std::string code;    ///< digits only (ISIC: may start with its section's letter)
};

/// nullopt where no scheme of that name is known: "CPV", "CPVS 2008", "HS 2012", "UNSPSC v14".
std::optional<std::string> scheme_of(std::string_view written);

/// Reads a code of `scheme`; empty scheme: told by its form where that is certain (09100000-1).
/// Gives a problem where it is none, or where a leading zero was lost and put back.
std::optional<CommodityCode> read_code(std::string_view written, const std::string& scheme,
                                       std::int64_t row, Problems& problems);

}  // namespace headwater
