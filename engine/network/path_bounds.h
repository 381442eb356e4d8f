#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/parts.h"

namespace headwater {

/// For each cell an upper bound of the best single path that starts there, self-loops collapsed.
/// The bound starts at the multiplier m, the sum of all paths, and each pass brings it down without
/// ever crossing the best path, so it holds whenever the passes stop.
class PathBounds {
 public:
  PathBounds(const InputOutput& table, std::span<const double> rates);

  double rate(std::size_t cell) const { return rates_[cell]; }  ///< r', loops collapsed
  double bound(std::size_t cell) const { return bound_[cell]; }

 private:
  bool tighten();
  double best_child(std::size_t cell, const std::vector<double>& composite) const;
  double pooled_share(std::size_t cell, std::size_t child) const;

  const InputOutput::Parts& parts_;
  std::vector<double> rates_;
  std::vector<double> bound_;
};

}  // namespace headwater
