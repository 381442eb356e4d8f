#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "network/parts.h"
#include "network/path_bounds.h"

namespace headwater {

/// A step upstream that a path can take.
struct PathChild {
  std::uint32_t cell = 0;
  double weight = 0;  ///< A' (or demand, for the ledger itself)
  double bound = 0;   ///< weight times the bound of the cell
};

/// Steps in falling order of their bound, worked out only as far down as somebody asked.
struct PathChildList {
  std::vector<PathChild> sorted;
  double reaches = std::numeric_limits<double>::infinity();  ///< has all with this bound or more
};

/// The suppliers of each cell, best first, for one set of bounds.
class PathChildren {
 public:
  PathChildren(const InputOutput::Parts& parts, const PathBounds& bounds);

  /// Has all suppliers of a cell with this bound or more, and perhaps others.
  const PathChildList& of(std::size_t cell, double least) {
    PathChildList& list = lists_[cell];
    if (!(list.reaches <= least)) {
      reach(cell, least);
    }
    return list;
  }
  /// Brings a list of what is bought in the first place down to `least`.
  void reach_bought(std::span<const double> demand, double least, PathChildList& list) const;

 private:
  class Extension;
  void reach(std::size_t cell, double least);

  const InputOutput::Parts& parts_;
  const PathBounds& bounds_;
  std::vector<PathChildList> lists_;
  std::vector<double> column_;  ///< of A, where composites are to be expanded
};

}  // namespace headwater
