// Many adjoint solves at once. Draws are cut into fixed blocks, each solved on its own in single
// precision with the draws side by side, so the result does not depend on the number of threads. A
// sweep takes the regions one after the other (block Gauss–Seidel): what is bought from outside the
// region is summed up, the region's own inverse does the rest.

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"
#include "base/lanes.h"
#include "base/parallel.h"
#include "base/wide.h"
#include "network/solver.h"

namespace headwater {
namespace {

constexpr std::size_t lanes =
    16;  // draws side by side: half a megabyte of state, so that it stays in the cache
constexpr int max_sweeps = 500;
constexpr float tolerance = 1e-6F;

/// Coefficients in single precision, those between cells of one block left out.
struct OutsideInputs {
  std::vector<std::int32_t> start{0};
  std::vector<std::int32_t> index;
  std::vector<float> value;

  OutsideInputs(const Sparse& matrix, const BlockInverses& blocks) {
    index.reserve(matrix.index.size());
    value.reserve(matrix.value.size());
    for (std::size_t block = 0; block < blocks.size(); ++block) {
      for (std::size_t cell = blocks.first(block); cell < blocks.last(block); ++cell) {
        add(matrix, cell, blocks.first(block), blocks.last(block));
      }
    }
    for (std::size_t node = start.size() - 1; node < matrix.columns(); ++node) {
      add(matrix, node, 0, 0);
    }
  }

 private:
  void add(const Sparse& matrix, std::size_t node, std::size_t first, std::size_t last) {
    for (std::int32_t e = matrix.start[node]; e < matrix.start[node + 1]; ++e) {
      const std::size_t from = matrix.index[e];
      if (from < first || from >= last) {
        index.push_back(matrix.index[e]);
        value.push_back(static_cast<float>(matrix.value[e]));
      }
    }
    start.push_back(static_cast<std::int32_t>(index.size()));
  }
};

/// The draws of one node: two vectors, so that a sum has four chains with every other input its
/// own.
struct Draws {
  Lanes low;
  Lanes high;
};
static_assert(sizeof(Draws) == lanes * sizeof(float));

/// sum += value · x over the inputs of each node, draws side by side.
HEADWATER_WIDE void add_inputs(const OutsideInputs& m, std::size_t first, std::size_t last,
                               const Draws* x, Draws* sums) {
  for (std::size_t node = first; node < last; ++node) {
    Draws even = sums[node - first];
    Draws odd = {};
    std::int32_t e = m.start[node];
    for (; e + 2 <= m.start[node + 1]; e += 2) {
      even.low += m.value[e] * x[m.index[e]].low;
      even.high += m.value[e] * x[m.index[e]].high;
      odd.low += m.value[e + 1] * x[m.index[e + 1]].low;
      odd.high += m.value[e + 1] * x[m.index[e + 1]].high;
    }
    if (e < m.start[node + 1]) {
      even.low += m.value[e] * x[m.index[e]].low;
      even.high += m.value[e] * x[m.index[e]].high;
    }
    sums[node - first] = {even.low + odd.low, even.high + odd.high};
  }
}

/// The largest change beyond the tolerance, or what it was before.
inline __attribute__((always_inline)) void take_worst(const Lanes& now, const Lanes& before,
                                                      Lanes& worst) {
  const Lanes change = now - before;
  const Lanes size = (change < 0 ? -change : change) - tolerance * (now < 0 ? -now : now);
  worst = size > worst ? size : worst;
}

/// x of a block from what it buys outside; returns the largest change beyond the tolerance.
HEADWATER_WIDE float solve_within(const float* inverse, std::size_t size, const Draws* bought,
                                  Draws* x) {
  Lanes worst = {};
  for (std::size_t j = 0; j < size; ++j) {
    Draws even = {};
    Draws odd = {};
    std::size_t i = 0;
    for (; i + 2 <= size; i += 2) {
      const float weight = inverse[i * size + j];
      const float next = inverse[(i + 1) * size + j];
      even.low += weight * bought[i].low;
      even.high += weight * bought[i].high;
      odd.low += next * bought[i + 1].low;
      odd.high += next * bought[i + 1].high;
    }
    if (i < size) {
      even.low += inverse[i * size + j] * bought[i].low;
      even.high += inverse[i * size + j] * bought[i].high;
    }
    const Draws now = {even.low + odd.low, even.high + odd.high};
    take_worst(now.low, x[j].low, worst);
    take_worst(now.high, x[j].high, worst);
    x[j] = now;
  }
  float most = 0;
  for (std::size_t k = 0; k < lane_count; ++k) {
    most = worst[k] > most ? worst[k] : most;
  }
  return most;
}

struct Batch {
  const InputOutput::Parts& parts;
  const BlockInverses& blocks;
  OutsideInputs outside;
  std::span<const double> rates;
  std::size_t draws;
};

/// One sweep over all nodes.
float sweep(const Batch& batch, const std::vector<Draws>& constant, std::vector<Draws>& x) {
  float worst = 0;
  std::array<Draws, BlockInverses::most_cells> bought;
  for (const std::int32_t composite : batch.parts.order) {
    x[composite] = Draws{};
    add_inputs(batch.outside, composite, composite + 1, x.data(), &x[composite]);
  }
  for (std::size_t block = 0; block < batch.blocks.size(); ++block) {
    const std::size_t first = batch.blocks.first(block);
    const std::size_t last = batch.blocks.last(block);
    std::copy(constant.data() + first, constant.data() + last, bought.data());
    add_inputs(batch.outside, first, last, x.data(), bought.data());
    worst = std::max(worst, solve_within(batch.blocks.values(block), last - first, bought.data(),
                                         x.data() + first));
  }
  return worst;
}

float& draw_of(Draws& draws, std::size_t k) { return reinterpret_cast<float*>(&draws)[k]; }

void solve_draws(const Batch& batch, std::size_t first, std::span<double> result) {
  const std::size_t cells = batch.parts.cells.size();
  const std::size_t count = std::min(lanes, batch.draws - first);
  std::vector<Draws> constant(cells);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (std::size_t k = 0; k < count; ++k) {
      draw_of(constant[cell], k) = static_cast<float>(batch.rates[cell * batch.draws + first + k]);
    }
  }
  std::vector<Draws> x(constant);
  x.resize(batch.parts.nodes);
  int left = max_sweeps;
  while (sweep(batch, constant, x) > 0) {
    if (--left == 0) {
      throw Error("the batched solve of the network did not converge");
    }
  }
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (std::size_t k = 0; k < count; ++k) {
      result[cell * batch.draws + first + k] = static_cast<double>(draw_of(x[cell], k));
    }
  }
}

}  // namespace

std::vector<double> InputOutput::adjoint_batch(std::span<const double> rates, std::size_t draws,
                                               int threads) const {
  if (draws == 0 || rates.size() != draws * parts_->cells.size()) {
    throw Error("a batch given to the network does not have one number for each cell and draw");
  }
  const BlockInverses& blocks = parts_->purchases->inverses();
  const Batch batch{*parts_, blocks, OutsideInputs(parts_->by_column, blocks), rates, draws};
  std::vector<double> result(rates.size());
  in_parallel(threads, (draws + lanes - 1) / lanes,
              [&](std::size_t block) { solve_draws(batch, block * lanes, result); });
  return result;
}

}  // namespace headwater
