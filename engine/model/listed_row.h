#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace headwater {

/// A row of an edition of a list of goods, names as written.
struct ListedRow {
  std::int64_t row = 0;  ///< record in its file, the header being row 1
  int edition = 0;       ///< the year
  std::string good;
  std::string country;
  std::string iso3;    ///< as the file states it; may be empty, or no ISO code
  std::string sector;  ///< Agriculture, Manufacturing, Mining, Other; empty: not stated
  std::optional<bool> forced_labour;
};

}  // namespace headwater
