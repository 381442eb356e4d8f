// Many adjoint solves at once. Draws are cut into fixed blocks, each solved on its own in single
// precision with the draws side by side, so the result does not depend on the number of threads.

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "base/parallel.h"
#include "base/wide.h"
#include "network/parts.h"

namespace headwater {
namespace {

constexpr std::size_t lanes =
    16;  // draws side by side: half a megabyte of state, so that it stays in the cache
constexpr int max_sweeps = 500;
constexpr float tolerance = 1e-6F;

struct SingleMatrix {
  const Sparse& shape;
  std::vector<float> value;    ///< as shape.value, own terms zero
  std::vector<float> inverse;  ///< 1 / (1 - own term), by node
};

SingleMatrix single(const Sparse& matrix, std::size_t nodes) {
  SingleMatrix result{
      matrix, {matrix.value.begin(), matrix.value.end()}, std::vector<float>(nodes, 1)};
  for (std::size_t node = 0; node < nodes; ++node) {
    for (std::int32_t e = matrix.start[node]; e < matrix.start[node + 1]; ++e) {
      if (std::cmp_not_equal(matrix.index[e], node)) {
        continue;
      }
      result.inverse[node] = static_cast<float>(1 / (1 - matrix.value[e]));
      result.value[e] = 0;
    }
  }
  return result;
}

/// One sweep over a block; returns the largest change relative to the value.
HEADWATER_WIDE float sweep_block(const std::int32_t* start, const std::int32_t* index,
                                 const float* value, const float* inverse, const float* constant,
                                 std::size_t cells, std::size_t nodes, float* x) {
  float worst = 0;
  for (std::size_t node = 0; node < nodes; ++node) {
    float sum[lanes];
    for (std::size_t k = 0; k < lanes; ++k) {
      sum[k] = node < cells ? constant[node * lanes + k] : 0.0F;
    }
    for (std::int32_t e = start[node]; e < start[node + 1]; ++e) {
      const float weight = value[e];
      const float* from = x + static_cast<std::size_t>(index[e]) * lanes;
      for (std::size_t k = 0; k < lanes; ++k) {
        sum[k] += weight * from[k];
      }
    }
    float* to = x + node * lanes;
    for (std::size_t k = 0; k < lanes; ++k) {
      const float next = sum[k] * inverse[node];
      const float change = std::fabs(next - to[k]) - tolerance * std::fabs(next);
      worst = change > worst ? change : worst;
      to[k] = next;
    }
  }
  return worst;
}

void solve_block(const SingleMatrix& m, std::span<const double> rates, std::span<double> result,
                 std::size_t draws, std::size_t first) {
  const std::size_t cells = rates.size() / draws;
  const std::size_t nodes = m.inverse.size();
  const std::size_t count = std::min(lanes, draws - first);
  std::vector<float> constant(cells * lanes, 0.0F);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (std::size_t k = 0; k < count; ++k) {
      constant[cell * lanes + k] = static_cast<float>(rates[cell * draws + first + k]);
    }
  }
  std::vector<float> x(nodes * lanes, 0.0F);
  std::ranges::copy(constant, x.begin());
  int left = max_sweeps;
  while (sweep_block(m.shape.start.data(), m.shape.index.data(), m.value.data(), m.inverse.data(),
                     constant.data(), cells, nodes, x.data()) > 0) {
    if (--left == 0) {
      throw Error("the batched solve of the network did not converge");
    }
  }
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (std::size_t k = 0; k < count; ++k) {
      result[cell * draws + first + k] = x[cell * lanes + k];
    }
  }
}

}  // namespace

std::vector<double> InputOutput::adjoint_batch(std::span<const double> rates, std::size_t draws,
                                               int threads) const {
  if (draws == 0 || rates.size() != draws * parts_->cells.size()) {
    throw Error("a batch given to the network does not have one number for each cell and draw");
  }
  const SingleMatrix matrix = single(parts_->by_column, parts_->nodes);
  std::vector<double> result(rates.size());
  const std::size_t blocks = (draws + lanes - 1) / lanes;
  in_parallel(threads, blocks,
              [&](std::size_t block) { solve_block(matrix, rates, result, draws, block * lanes); });
  return result;
}

}  // namespace headwater
