#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/by_text.h"
#include "ingest/date.h"
#include "ingest/problems.h"

namespace headwater {

struct When {
  std::optional<std::int64_t> days;  ///< since 1970-01-01
  std::optional<int> year;
};

/// Cells that hold a date, and one that holds a year. The date's own year counts where both are
/// given.
class DatedCells {
 public:
  explicit DatedCells(DateOrder order) : order_(order) {}

  struct Cells {
    std::vector<std::string_view> dates;  ///< the best first
    std::optional<std::string_view> year;
    std::string_view date_column;
  };
  When read(const Cells& cells, std::int64_t row, Problems& problems);

 private:
  void tell(const ParsedDate& parsed, const ProblemPlace& place, Problems& problems) const;

  DateOrder order_;
  ByText<ParsedDate> by_text_;
};

}  // namespace headwater
