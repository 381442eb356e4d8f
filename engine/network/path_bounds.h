#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/parts.h"

namespace headwater {

/// For each cell the best single path that starts there, self-loops collapsed: the least b with
/// b = max(end, max over suppliers i of A'_ij b_i), where `end` is what a path is worth that ends
/// in the cell. Passes from below reach it exactly, since no round trip gains; where composites
/// overlap it is an upper bound.
class PathBounds {
 public:
  /// `limit`: what the best path of a cell cannot exceed, such as the sum of all its paths.
  PathBounds(const InputOutput::Parts& parts, std::vector<double> end,
             std::span<const double> limit);

  double end(std::size_t cell) const { return end_[cell]; }
  double bound(std::size_t cell) const { return bound_[cell]; }
  /// Of paths that go on from the cell.
  double onward(std::size_t cell) const { return onward_[cell]; }

 private:
  bool reach_best_first(std::span<const double> limit);
  bool reach_by_passes(std::span<const double> limit);
  void find_overlaps();
  bool pass(std::span<const double> limit);
  void bound_composites();
  double best_supplier(std::size_t cell) const;
  double best_direct(std::int32_t first, std::int32_t last) const;
  double best_overlapping(std::size_t cell, std::int32_t first, std::int32_t last) const;

  const InputOutput::Parts& parts_;
  std::vector<double> end_;
  std::vector<double> bound_;              ///< by node: composites by their best member
  std::vector<double> onward_;             ///< by cell
  std::vector<std::uint8_t> overlapping_;  ///< by cell: a supplier reached in more than one way
};

}  // namespace headwater
