#include "network/path_bounds.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace headwater {
namespace {

constexpr int most_passes = 200;   // a best path visits no cell twice; real tables take under ten
constexpr double rounding = 1e-9;  // the bound stays a bound in floating point
enum Overlap : std::uint8_t { none = 0, of_composites = 1, with_direct = 2 };

/// For each cell the composites whose pool it is part of, one bit each.
class Memberships {
 public:
  explicit Memberships(const InputOutput::Parts& parts)
      : words_((parts.composites() + 63) / 64), bits_(parts.cells.size() * words_) {
    for (std::size_t k = 0; k < parts.composites(); ++k) {
      const std::span<const double> pool = parts.pool(k);
      for (std::size_t cell = 0; cell < pool.size(); ++cell) {
        bits_[cell * words_ + k / 64] |= std::uint64_t{pool[cell] > 0} << (k % 64);
      }
    }
    meeting_.resize(parts.composites() * words_);
    for (std::size_t cell = 0; cell < parts.cells.size(); ++cell) {
      for (std::size_t k = 0; k < parts.composites(); ++k) {
        if (has(of_cell(cell), k)) {
          for (std::size_t w = 0; w < words_; ++w) {
            meeting_[k * words_ + w] |= bits_[cell * words_ + w];
          }
        }
      }
    }
  }

  std::size_t words() const { return words_; }
  std::span<const std::uint64_t> of_cell(std::size_t cell) const {
    return {bits_.data() + cell * words_, words_};
  }
  /// The composites that share a member with this one, itself included.
  std::span<const std::uint64_t> meeting(std::size_t composite) const {
    return {meeting_.data() + composite * words_, words_};
  }
  static bool has(std::span<const std::uint64_t> set, std::size_t k) {
    return (set[k / 64] >> (k % 64) & 1) != 0;
  }
  static std::size_t common(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
    std::size_t count = 0;
    for (std::size_t w = 0; w < a.size(); ++w) {
      count += static_cast<std::size_t>(__builtin_popcountll(a[w] & b[w]));
    }
    return count;
  }

 private:
  std::size_t words_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint64_t> meeting_;
};

/// Rows are sorted within a column and composites are the last nodes.
std::int32_t first_composite(const InputOutput::Parts& parts, std::size_t node) {
  std::int32_t e = parts.by_column.start[node + 1];
  while (e > parts.by_column.start[node] && !parts.is_cell(parts.by_column.index[e - 1])) {
    --e;
  }
  return e;
}

}  // namespace

PathBounds::PathBounds(const InputOutput::Parts& parts, std::vector<double> end,
                       std::span<const double> limit)
    : parts_(parts), end_(std::move(end)), bound_(end_), onward_(end_.size()) {
  bound_.resize(parts_.nodes);
  overlapping_.resize(end_.size());
  if (!(parts_.composites() > 0 ? reach_by_passes(limit) : reach_best_first(limit))) {
    std::ranges::copy(limit, bound_.begin());
    onward_.assign(limit.begin(), limit.end());
  }
  for (double& bound : bound_) {
    bound *= 1 + rounding;
  }
  for (double& bound : onward_) {
    bound *= 1 + rounding;
  }
}

/// From the cells with the best paths to those that buy from them: where no coefficient exceeds 1,
/// each cell is final when its turn comes (Dijkstra 1959, with products). Others get another turn.
bool PathBounds::reach_best_first(std::span<const double> limit) {
  const Sparse& sales = parts_.by_row;
  std::priority_queue<std::pair<double, std::int32_t>> waiting;
  std::vector<double> per_input(end_.size());
  for (std::size_t cell = 0; cell < end_.size(); ++cell) {
    per_input[cell] = 1 / (1 - parts_.diagonal[cell]);
    if (end_[cell] > 0) {
      waiting.emplace(end_[cell], static_cast<std::int32_t>(cell));
    }
  }
  std::size_t turns = 0;
  while (!waiting.empty()) {
    const auto [best, from] = waiting.top();
    waiting.pop();
    if (best < bound_[from]) {
      continue;  // it waits with a better one too
    }
    if (++turns > most_passes * end_.size()) {
      return false;
    }
    for (std::int32_t e = sales.start[from]; e < sales.start[from + 1]; ++e) {
      const std::int32_t buyer = sales.index[e];
      const double path = sales.value[e] * per_input[buyer] * best;
      if (path > onward_[buyer] && buyer != from) {
        onward_[buyer] = std::min(path, limit[buyer]);
        if (onward_[buyer] > bound_[buyer]) {
          bound_[buyer] = onward_[buyer];
          waiting.emplace(bound_[buyer], buyer);
        }
      }
    }
  }
  return true;
}

bool PathBounds::reach_by_passes(std::span<const double> limit) {
  find_overlaps();
  std::size_t passes = 0;
  while (pass(limit)) {
    if (++passes == most_passes) {
      return false;
    }
  }
  return true;
}

void PathBounds::find_overlaps() {
  const Memberships members(parts_);
  const Sparse& b = parts_.by_column;
  const std::size_t cells = parts_.cells.size();
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const std::int32_t split = first_composite(parts_, cell);
    std::vector<std::uint64_t> bought(members.words());
    for (std::int32_t e = split; e < b.start[cell + 1]; ++e) {
      const std::size_t k = b.index[e] - cells;
      bought[k / 64] |= std::uint64_t{1} << (k % 64);
    }
    std::uint8_t overlap = Overlap::none;
    for (std::int32_t e = split; e < b.start[cell + 1]; ++e) {
      if (Memberships::common(members.meeting(b.index[e] - cells), bought) > 1) {
        overlap |= Overlap::of_composites;
      }
    }
    for (std::int32_t e = b.start[cell]; e < split && split < b.start[cell + 1]; ++e) {
      if (Memberships::common(members.of_cell(b.index[e]), bought) > 0) {
        overlap |= Overlap::with_direct;
      }
    }
    overlapping_[cell] = overlap;
  }
}

/// One pass of b <- max(end, max A'b) in place; the order does not matter, as the least fixed point
/// is the same.
bool PathBounds::pass(std::span<const double> limit) {
  bound_composites();
  bool moved = false;
  for (std::size_t cell = 0; cell < onward_.size(); ++cell) {
    // A cell is no supplier of its own: its loop is collapsed.
    const double own = std::exchange(bound_[cell], 0.0);
    onward_[cell] = std::min(limit[cell], best_supplier(cell) / (1 - parts_.diagonal[cell]));
    bound_[cell] = std::max(own, onward_[cell]);
    moved = moved || bound_[cell] > own;
  }
  return moved;
}

void PathBounds::bound_composites() {
  for (std::size_t k = 0; k < parts_.composites(); ++k) {
    const std::span<const double> pool = parts_.pool(k);
    double best = 0;
    for (std::size_t cell = 0; cell < pool.size(); ++cell) {
      best = std::max(best, pool[cell] * bound_[cell]);
    }
    bound_[parts_.cells.size() + k] = best;
  }
}

/// The best of A b over the suppliers of a cell, direct ones and those behind composites.
double PathBounds::best_supplier(std::size_t cell) const {
  const Sparse& b = parts_.by_column;
  const std::int32_t first = b.start[cell];
  const std::int32_t last = b.start[cell + 1];
  const std::int32_t split = parts_.composites() > 0 ? first_composite(parts_, cell) : last;
  double best = (overlapping_[cell] & Overlap::with_direct) != 0
                    ? best_overlapping(cell, first, split)
                    : best_direct(first, split);
  double together = 0;
  for (std::int32_t e = split; e < last; ++e) {
    const double through = b.value[e] * bound_[b.index[e]];
    together += through;
    best = std::max(best, through);
  }
  return (overlapping_[cell] & Overlap::of_composites) != 0 ? std::max(best, together) : best;
}

double PathBounds::best_direct(std::int32_t first, std::int32_t last) const {
  const Sparse& b = parts_.by_column;
  double best[4] = {};  // four chains, so that one comparison does not wait for the other
  std::int32_t e = first;
  for (; e + 4 <= last; e += 4) {
    for (int k = 0; k < 4; ++k) {
      best[k] = std::max(best[k], b.value[e + k] * bound_[b.index[e + k]]);
    }
  }
  for (; e < last; ++e) {
    best[0] = std::max(best[0], b.value[e] * bound_[b.index[e]]);
  }
  return std::max(std::max(best[0], best[1]), std::max(best[2], best[3]));
}

/// The same where direct suppliers also sell through composites.
double PathBounds::best_overlapping(std::size_t cell, std::int32_t first, std::int32_t last) const {
  const Sparse& b = parts_.by_column;
  double best = 0;
  for (std::int32_t e = first; e < last; ++e) {
    double share = b.value[e];
    for (std::int32_t k = last; k < b.start[cell + 1]; ++k) {
      share += b.value[k] * parts_.pool(b.index[k] - parts_.cells.size())[b.index[e]];
    }
    best = std::max(best, share * bound_[b.index[e]]);
  }
  return best;
}

}  // namespace headwater
