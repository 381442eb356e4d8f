#include "network/path_children.h"

#include <algorithm>

namespace headwater {
namespace {

constexpr double further = 1.0 / 16;  // a list is taken lower than asked, so that it is asked less

}  // namespace

/// Adds to a list what it lacks, in order.
class PathChildren::Extension {
 public:
  Extension(const PathBounds& bounds, double least, PathChildList& list)
      : bounds_(bounds), list_(list), had_(list.sorted.size()), to_(least * further) {}

  void offer(std::size_t cell, double weight) {
    const double bound = weight * bounds_.bound(cell);
    if (!(bound > 0) || bound >= list_.reaches) {
      return;
    }
    if (bound < to_) {
      more_ = true;
      return;
    }
    list_.sorted.push_back({static_cast<std::uint32_t>(cell), weight, bound});
  }
  void close() {
    std::sort(list_.sorted.begin() + static_cast<std::ptrdiff_t>(had_), list_.sorted.end(),
              [](const PathChild& a, const PathChild& b) {
                return a.bound != b.bound ? a.bound > b.bound : a.cell < b.cell;
              });
    list_.reaches = more_ ? to_ : 0;
  }

 private:
  const PathBounds& bounds_;
  PathChildList& list_;
  std::size_t had_;
  double to_;
  bool more_ = false;
};

PathChildren::PathChildren(const InputOutput::Parts& parts, const PathBounds& bounds)
    : parts_(parts),
      bounds_(bounds),
      lists_(parts.cells.size()),
      column_(parts.composites() > 0 ? parts.cells.size() : 0) {}

void PathChildren::reach(std::size_t cell, double least) {
  Extension extension(bounds_, least, lists_[cell]);
  const Sparse& b = parts_.by_column;
  const double keep = 1 - parts_.diagonal[cell];
  const std::int32_t first = b.start[cell];
  const std::int32_t last = b.start[cell + 1];
  // Composites are the last nodes of a sorted column.
  if (last == first || parts_.is_cell(b.index[last - 1])) {
    for (std::int32_t e = first; e < last; ++e) {
      if (std::cmp_not_equal(b.index[e], cell)) {
        extension.offer(b.index[e], b.value[e] / keep);
      }
    }
  } else {
    parts_.column_of(cell, column_);
    for (std::size_t from = 0; from < column_.size(); ++from) {
      if (from != cell) {
        extension.offer(from, column_[from] / keep);
      }
    }
  }
  extension.close();
}

void PathChildren::reach_bought(std::span<const double> demand, double least,
                                PathChildList& list) const {
  if (list.reaches <= least) {
    return;
  }
  Extension extension(bounds_, least, list);
  for (std::size_t cell = 0; cell < demand.size(); ++cell) {
    extension.offer(cell, demand[cell]);
  }
  extension.close();
}

}  // namespace headwater
