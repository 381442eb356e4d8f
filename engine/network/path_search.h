#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/path_bounds.h"
#include "network/path_children.h"

namespace headwater {

/// Bounds and sorted suppliers for paths to one kind of end.
struct PathLayer {
  PathBounds bounds;
  PathChildren children;

  PathLayer(const InputOutput::Parts& parts, std::vector<double> end, std::span<const double> limit)
      : bounds(parts, std::move(end), limit), children(parts, bounds) {}
  PathLayer(const PathLayer&) = delete;
};

/// Where paths may go: from `before` a path has yet to meet one of `gates`, in `after` it may end.
/// Without gates there is no `before`.
struct PathField {
  PathLayer* before = nullptr;
  PathLayer* after = nullptr;
  std::vector<std::uint8_t> gates;  ///< by cell
};

/// Depth-first search of all paths worth a threshold. The threshold starts at a guess, rises while
/// more than enough is found, and the search starts again lower where too little was. Suppliers are
/// met best first, so that paths come in the same order whatever the threshold, and equal paths
/// keep it.
class PathSearch {
 public:
  PathSearch(const PathField& field, std::span<const double> demand, std::size_t max_cells);

  struct Found {
    double value = 0;
    std::uint32_t step = 0;
  };
  /// The `count` largest, or all there are, in order.
  std::vector<Found> largest(std::size_t count);
  std::vector<std::size_t> steps_of(const Found& found) const;

 private:
  struct Step {
    std::uint32_t cell = 0;
    std::uint32_t before = 0;
  };
  /// A cell the search stands in, and which of its suppliers comes next.
  struct Place {
    std::uint32_t cell = 0;
    std::uint32_t step = 0;
    std::uint32_t next = 0;
    bool passed = false;  ///< a gate
    double weight = 0;    ///< demand times the coefficients along the path
  };

  void search(double threshold, std::size_t count);
  const PathChild* next_child(Place& place);
  void enter(const PathChild& child);
  void list(std::uint32_t cell, double value);
  void keep_largest(std::size_t count);
  std::uint32_t step_of(std::size_t depth);
  PathLayer& layer(bool passed) const { return passed ? *field_.after : *field_.before; }
  bool reaches(double value) const { return strict_ ? value > threshold_ : value >= threshold_; }

  const PathField& field_;
  std::span<const double> demand_;
  std::size_t max_cells_;
  PathChildList bought_;
  std::vector<Place> way_;  ///< from the ledger to where the search stands
  std::vector<Step> steps_;
  std::vector<Found> found_;
  double threshold_ = 0;
  bool strict_ = false;  ///< equal paths that come later lose
  bool left_out_ = false;
};

}  // namespace headwater
