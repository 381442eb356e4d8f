#pragma once

#include <cstdint>
#include <span>
#include <vector>

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

  /// Column after column of a matrix, without the coefficients between cells of one block.
  PackedInputs(const Sparse& matrix, std::span<const std::int32_t> block_of);

  /// For each node of first..last the sum of its coefficients times `x`.
  void sums(std::size_t first, std::size_t last, const float* x, float* sum) const;

 private:
  void pack(const Sparse& matrix, std::span<const std::int32_t> entries);

  std::vector<std::int32_t> run_start_{0};
  std::vector<std::int32_t> single_start_{0};
  // Places as 16 bits where they fit: half the memory that a sweep reads is places.
  bool narrow_;
  std::vector<std::uint16_t> narrow_run_, narrow_single_;
  std::vector<std::int32_t> wide_run_, wide_single_;
  std::vector<float> run_value_;
  std::vector<float> single_value_;
};

/// Cells in runs of one region, cut where they grow too long to invert.
std::vector<std::int32_t> block_starts(std::span<const Cell> cells);

/// (I - M_bb)^-1 of each block b of a matrix given by columns, in single precision.
class BlockInverses {
 public:
  static constexpr std::size_t most_cells = 256;  ///< of a block; a quarter of a megabyte

  BlockInverses(const Sparse& matrix, std::vector<std::int32_t> starts);

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
  std::vector<float> values_;
};

}  // namespace headwater
