#pragma once

#include <memory>
#include <span>
#include <vector>

#include "network/input_output.h"

namespace headwater {

/// A supply path: steps[0] is the cell bought from, steps.back() the cell where the risk arises.
struct SupplyPath {
  std::vector<std::size_t> steps;
  double cases = 0;
};

/// The largest paths, and the proof that they are: what all paths come to, what is left, and that
/// no path left out is worth more than `largest_unlisted`.
struct PathList {
  std::vector<SupplyPath> paths;  ///< in exact order; equal ones always in the same order
  double total = 0;               ///< of all paths that the filters let through: R without filters
  double remainder = 0;           ///< total - sum of the paths given: exact
  double largest_unlisted = 0;    ///< the largest path not given; 0 if all are given
};

/// Which paths, of what is bought by a ledger, a line of it, one supplier or one unit that buys.
struct PathQuery {
  std::span<const double> demand;            ///< by cell, none negative
  std::size_t k = 0;                         ///< how many, at most
  std::size_t max_cells = 0;                 ///< of one path, the cell bought from included; 0: any
  std::span<const std::size_t> arises_in{};  ///< cells where the risk may arise; none: anywhere
  std::span<const std::size_t> through{};    ///< cells of which a path has one; none: any path
};

/// Finds paths for one set of rates. Bounds and the sorted suppliers of each cell are kept between
/// queries, so that a second ledger costs only its own paths. One thread at a time.
class PathFinder {
 public:
  /// Throws Error if a rate is negative or not a number. Large tables use so many threads (0: all)
  /// for the sum of all paths; the result is the same for any number.
  PathFinder(const InputOutput& table, std::span<const double> rates, int threads = 1);
  ~PathFinder();
  PathFinder(PathFinder&&) noexcept;

  /// Throws Error if a demand is negative or not a number, or a cell of a filter does not exist.
  PathList find(const PathQuery& query);

 private:
  struct Kept;
  std::unique_ptr<Kept> kept_;
};

/// The k largest paths of y -> rates. Throws Error if there are none.
PathList top_paths(const InputOutput& table, std::span<const double> rates,
                   std::span<const double> demand, std::size_t k);

}  // namespace headwater
