#include <algorithm>
#include <utility>

#include "base/parallel.h"
#include "base/wide.h"
#include "network/packed_inputs.h"

namespace headwater {
namespace {

/// out = sum over i of in[i] times row i.
HEADWATER_WIDE void combine_rows(const float* rows, const float* in, std::size_t size, float* out) {
  for (std::size_t j = 0; j < size; ++j) {
    out[j] = 0;
  }
  std::size_t i = 0;
  for (; i + 4 <= size; i += 4) {
    const float* row = rows + i * size;
    for (std::size_t j = 0; j < size; ++j) {
      out[j] += (in[i] * row[j] + in[i + 1] * row[size + j]) +
                (in[i + 2] * row[2 * size + j] + in[i + 3] * row[3 * size + j]);
    }
  }
  for (; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j) {
      out[j] += in[i] * rows[i * size + j];
    }
  }
}

/// row -= weight * pivot_row
HEADWATER_WIDE void subtract(double* row, double weight, const double* pivot_row,
                             std::size_t size) {
  for (std::size_t j = 0; j < size; ++j) {
    row[j] -= weight * pivot_row[j];
  }
}

/// In place, by rows. I - M of a productive table needs no pivoting: its pivots are positive. The
/// order is fixed here, where a library's depends on the caches it finds, so that the bits do not.
void invert(std::vector<double>& m, std::size_t size) {
  for (std::size_t k = 0; k < size; ++k) {
    double* pivot_row = m.data() + k * size;
    const double pivot = 1 / std::exchange(pivot_row[k], 1.0);
    for (std::size_t j = 0; j < size; ++j) {
      pivot_row[j] *= pivot;
    }
    for (std::size_t i = 0; i < size; ++i) {
      double* row = m.data() + i * size;
      if (i != k && row[k] != 0) {
        subtract(row, std::exchange(row[k], 0.0), pivot_row, size);
      }
    }
  }
}

/// Where the values of each block begin, and the end.
std::vector<std::size_t> places(std::span<const std::int32_t> starts) {
  std::vector<std::size_t> result(starts.size());
  for (std::size_t block = 0; block + 1 < starts.size(); ++block) {
    const auto count = static_cast<std::size_t>(starts[block + 1] - starts[block]);
    result[block + 1] = result[block] + count * count;
  }
  return result;
}

}  // namespace

std::vector<std::int32_t> block_starts(std::span<const Cell> cells) {
  std::vector<std::int32_t> starts;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const auto at = static_cast<std::int32_t>(cell);
    if (cell == 0 || cells[cell].region != cells[cell - 1].region ||
        std::cmp_equal(at - starts.back(), BlockInverses::most_cells)) {
      starts.push_back(at);
    }
  }
  starts.push_back(static_cast<std::int32_t>(cells.size()));
  return starts;
}

std::size_t BlockInverses::values_for(std::span<const std::int32_t> starts) {
  return places(starts).back();
}

BlockInverses::BlockInverses(std::vector<std::int32_t> starts, FixedArray<float> values)
    : starts_(std::move(starts)), place_(places(starts_)), values_(std::move(values)) {}

BlockInverses::BlockInverses(const Sparse& matrix, std::vector<std::int32_t> starts)
    : starts_(std::move(starts)), place_(places(starts_)) {
  std::vector<float> values(place_.back());
  in_parallel(0, size(), [&](std::size_t block) {
    const std::size_t count = last(block) - first(block);
    std::vector<double> rest(count * count);
    for (std::size_t j = 0; j < count; ++j) {
      rest[j * count + j] += 1;
      const std::size_t column = first(block) + j;
      for (std::int32_t e = matrix.start[column]; e < matrix.start[column + 1]; ++e) {
        const std::size_t row = matrix.index[e];
        if (row >= first(block) && row < last(block)) {
          rest[(row - first(block)) * count + j] -= matrix.value[e];
        }
      }
    }
    // Row i of the inverse tells what a unit of the constant of i adds to each cell.
    invert(rest, count);
    std::ranges::transform(rest, values.data() + place_[block],
                           [](double value) { return static_cast<float>(value); });
  });
  values_ = std::move(values);
}

void BlockInverses::apply(std::size_t block, const float* in, float* out) const {
  combine_rows(values_.data() + place_[block], in, last(block) - first(block), out);
}

}  // namespace headwater
