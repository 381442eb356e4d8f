#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "base/fixed_array.h"
#include "base/lanes.h"
#include "network/parts.h"

namespace headwater {

/// Coefficients in single precision, laid out for speed. Where three or more of a node stand within
/// eight places they are kept as eight side by side, with zeros for those that are missing; the
/// others one by one.
class PackedInputs {
 public:
  static constexpr std::size_t width =
      lane_count;  ///< places read beyond the last node: pad what is summed

  /// Runs and single coefficients, and where those of each node begin.
  struct Arrays {
    FixedArray<std::int32_t> run_start, single_start;
    // Places as 16 bits where they fit: half the memory that a sweep reads is places.
    FixedArray<std::uint16_t> narrow_run, narrow_single;
    FixedArray<std::int32_t> wide_run, wide_single;
    FixedArray<float> run_value, single_value;
  };

  /// Do the places of so many nodes fit 16 bits?
  static bool is_narrow(std::size_t nodes) {
    return nodes + width <= std::numeric_limits<std::uint16_t>::max();
  }
  /// Column after column of a matrix, without the coefficients between cells of one block.
  PackedInputs(const Sparse& matrix, std::span<const std::int32_t> block_of);
  /// As they were packed before: arrays() of another.
  explicit PackedInputs(Arrays packed) : arrays_(std::move(packed)) {}
  const Arrays& arrays() const { return arrays_; }

  /// For each node of first..last the sum of its coefficients times `x`.
  void sums(std::size_t first, std::size_t last, const float* x, float* sum) const;

 private:
  Arrays arrays_;
};

/// Cells in runs of one region, cut where they grow too long to invert.
std::vector<std::int32_t> block_starts(std::span<const Cell> cells);

/// (I - M_bb)^-1 of each block b of a matrix given by columns, in single precision.
class BlockInverses {
 public:
  static constexpr std::size_t most_cells = 256;  ///< of a block; a quarter of a megabyte

  BlockInverses(const Sparse& matrix, std::vector<std::int32_t> starts);
  /// As they were worked out before: all_values() of another of the same blocks.
  BlockInverses(std::vector<std::int32_t> starts, FixedArray<float> values);
  const FixedArray<float>& all_values() const { return values_; }
  /// How many values there are for such blocks.
  static std::size_t values_for(std::span<const std::int32_t> starts);

  std::size_t size() const { return starts_.size() - 1; }
  std::size_t first(std::size_t block) const { return starts_[block]; }
  std::size_t last(std::size_t block) const { return starts_[block + 1]; }
  /// out = (I - M_bb^T)^-1 in, both from the first cell of the block on.
  void apply(std::size_t block, const float* in, float* out) const;
  /// Row i tells what a unit of the constant of its i-th cell adds to each cell.
  const float* values(std::size_t block) const { return values_.data() + place_[block]; }

 private:
  std::vector<std::int32_t> starts_;
  std::vector<std::size_t> place_;  ///< of each block in `values_`
  FixedArray<float> values_;
};

}  // namespace headwater
