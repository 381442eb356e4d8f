#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/by_text.h"
#include "ingest/known_names.h"
#include "ingest/problems.h"

namespace headwater {

/// Cells that name a country -> ISO alpha-3. A name that is not known becomes a problem with the
/// nearest known spelling as advice, and no country; never a guess.
class CountryCells {
 public:
  explicit CountryCells(const KnownNames& known) : known_(known) {}

  /// The first of the cells that is understood. `place` is where to report.
  std::optional<std::string> read(const std::vector<std::string_view>& cells, ProblemPlace place,
                                  Problems& problems);
  /// All that are understood, in their order; only where none is, a problem.
  std::vector<std::string> read_all(const std::vector<std::string>& cells,
                                    const ProblemPlace& place, Problems& problems);

 private:
  struct Known {
    std::optional<std::string> iso3;
    bool said_unknown = false;  ///< "unspecified": nothing to report
    std::string advice;
  };
  Known look_up(std::string_view written) const;

  const KnownNames& known_;
  ByText<Known> by_text_;
};

}  // namespace headwater
