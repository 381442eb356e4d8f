// The cells of a region trade mostly with each other: the inverse of each region's own block,
// worked out once, leaves a system whose powers fade fast, and a handful of Krylov steps in single
// precision solve it to six digits. The residual in double precision is the constant of the next
// round; two rounds are enough for twelve digits. Unknowns are scaled by what is known of them, so
// that small multipliers get as many digits as large ones.
#include "network/solver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/parallel.h"
#include "network/krylov.h"

namespace headwater {
namespace {

constexpr double finest = 1e-7;         // what single precision can tell
constexpr double margin = 0.3;          // what is left is measured in another norm
constexpr std::size_t most_steps = 40;  // a real table takes seven
constexpr int most_rounds = 12;
constexpr double least_gain = 0.5;                // of a round; slower is left to plain sweeps
constexpr float least_scale = 1e-6F;              // of the largest unknown
constexpr std::size_t worth_threads = 1'000'000;  // inputs; handing out fewer takes longer

double largest(std::span<const double> values) {
  double result = 0;
  for (const double value : values) {
    // Not std::max: what is not a number must show.
    result = !(std::abs(value) <= result) ? std::abs(value) : result;
  }
  return result;
}

std::vector<std::int32_t> block_of_cells(std::span<const std::int32_t> starts) {
  std::vector<std::int32_t> blocks;
  for (std::size_t block = 0; block + 1 < starts.size(); ++block) {
    blocks.resize(starts[block + 1], static_cast<std::int32_t>(block));
  }
  return blocks;
}

/// The sum of one node's inputs in double precision.
double input_sum(const Sparse& m, std::size_t node, std::span<const double> x) {
  double sum[4] = {};  // four chains, so that one addition does not wait for the other
  std::int32_t e = m.start[node];
  const std::int32_t last = m.start[node + 1];
  for (; e + 4 <= last; e += 4) {
    for (int k = 0; k < 4; ++k) {
      sum[k] += m.value[e + k] * x[m.index[e + k]];
    }
  }
  for (; e < last; ++e) {
    sum[0] += m.value[e] * x[m.index[e]];
  }
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/// How far a round should go if `wanted` is what may be left of its residual: all the way, or half
/// of it where single precision cannot.
double step_tolerance(double wanted) {
  return std::clamp(margin * (wanted < finest ? std::sqrt(wanted) : wanted), finest, 0.1);
}

/// Makes scales of the sizes of unknowns; gives the largest.
float keep_off_zero(std::vector<float>& scale) {
  float most = 0;
  for (float& value : scale) {
    value = std::abs(value);
    most = std::max(most, value);
  }
  for (float& value : scale) {
    value = std::max(value, least_scale * most);
  }
  return most;
}

std::vector<float> to_single(std::span<const double> values, double unit) {
  std::vector<float> result(values.size());
  std::ranges::transform(values, result.begin(),
                         [&](double value) { return static_cast<float>(value / unit); });
  return result;
}

}  // namespace

BlockSolver::BlockSolver(const Sparse& matrix, std::span<const Cell> cells,
                         std::vector<std::int32_t> order)
    : cells_(cells.size()),
      inputs_(matrix.value.size()),
      order_(std::move(order)),
      inverses_(matrix, block_starts(cells)),
      outside_(matrix, block_of_cells(block_starts(cells))) {}

BlockSolver::BlockSolver(const Sparse& matrix, std::size_t cells, std::vector<std::int32_t> order,
                         BlockInverses inverses, PackedInputs outside)
    : cells_(cells),
      inputs_(matrix.value.size()),
      order_(std::move(order)),
      inverses_(std::move(inverses)),
      outside_(std::move(outside)) {}

template <class Work>
void BlockSolver::for_blocks(const Work& work) const {
  if (inputs_ < worth_threads) {
    for (std::size_t block = 0; block < inverses_.size(); ++block) {
      work(block);
    }
  } else {
    tbb::parallel_for(std::size_t{0}, inverses_.size(), work);
  }
}

std::optional<std::vector<double>> BlockSolver::solve(const Sparse& matrix,
                                                      std::span<const double> constant,
                                                      const SolveOptions& options) const {
  if (inputs_ < worth_threads) {
    return refined(matrix, constant, options);
  }
  std::optional<std::vector<double>> x;
  tbb::task_arena arena(options.threads > 0 ? options.threads : tbb::task_arena::automatic);
  arena.execute([&] { x = refined(matrix, constant, options); });
  return x;
}

std::optional<std::vector<double>> BlockSolver::refined(const Sparse& matrix,
                                                        std::span<const double> constant,
                                                        const SolveOptions& options) const {
  std::vector<double> x(cells_);
  std::vector<double> left(constant.begin(), constant.end());
  double size = largest(left);
  if (size == 0) {
    return x;
  }
  Single scale = first_guess(constant);
  double sought = static_cast<double>(keep_off_zero(scale)) * size;
  for (int round = 0; round < most_rounds && std::isfinite(size); ++round) {
    const double wanted = step_tolerance(options.tolerance * sought / size);
    const Single step = correction(left, scale, std::max(wanted, options.apart));
    for (std::size_t cell = 0; cell < cells_; ++cell) {
      x[cell] += static_cast<double>(step[cell]) * static_cast<double>(scale[cell]) * size;
    }
    left = residual(matrix, constant, x);
    const double before = std::exchange(size, largest(left));
    sought = largest(x);
    if (size <= options.tolerance * sought) {
      return x;
    }
    if (!(size <= least_gain * before)) {
      break;
    }
    scale = to_single(x, sought);
    keep_off_zero(scale);
  }
  return std::nullopt;
}

std::vector<double> BlockSolver::residual(const Sparse& matrix, std::span<const double> constant,
                                          std::span<const double> x) const {
  std::vector<double> nodes(x.begin(), x.end());
  nodes.resize(matrix.columns());
  for (const std::int32_t composite : order_) {
    nodes[composite] = input_sum(matrix, composite, nodes);
  }
  std::vector<double> left(cells_);
  for_blocks([&](std::size_t block) {
    for (std::size_t cell = inverses_.first(block); cell < inverses_.last(block); ++cell) {
      left[cell] = constant[cell] - x[cell] + input_sum(matrix, cell, nodes);
    }
  });
  return left;
}

/// next = (I - M_bb')^-1 constant, block by block.
void BlockSolver::within_blocks(std::span<const float> constant, std::span<float> next) const {
  for_blocks([&](std::size_t block) {
    inverses_.apply(block, constant.data() + inverses_.first(block),
                    next.data() + inverses_.first(block));
  });
}

/// The same of what other blocks and composites sell and of a constant, if there is one; x has room
/// for all nodes and a run of places beyond.
void BlockSolver::sweep(std::span<const float> constant, std::span<const float> x,
                        std::span<float> next) const {
  for_blocks([&](std::size_t block) {
    const std::size_t first = inverses_.first(block);
    const std::size_t count = inverses_.last(block) - first;
    std::array<float, BlockInverses::most_cells> bought;
    outside_.sums(first, first + count, x.data(), bought.data());
    for (std::size_t i = 0; i < count && !constant.empty(); ++i) {
      bought[i] += constant[first + i];
    }
    inverses_.apply(block, bought.data(), next.data() + first);
  });
}

/// Where the constant is at most 1: one sweep from what each block needs by itself.
BlockSolver::Single BlockSolver::first_guess(std::span<const double> constant) const {
  const Single c = to_single(constant, largest(constant));
  Single x(cells_ + order_.size() + PackedInputs::width);
  Single guess(cells_);
  within_blocks(c, x);
  fill_composites(x);
  sweep(c, x, guess);
  return guess;
}

/// What is missing for a residual of size 1, in units of `scale`, to a tolerance of it.
BlockSolver::Single BlockSolver::correction(std::span<const double> residual,
                                            std::span<const float> scale, double tolerance) const {
  Single b(cells_);
  Single bought(cells_ + order_.size() + PackedInputs::width);
  within_blocks(to_single(residual, largest(residual)), b);
  for (std::size_t cell = 0; cell < cells_; ++cell) {
    b[cell] /= scale[cell];
  }
  return krylov_solution(b, tolerance, most_steps,
                         [&](std::span<const float> in, std::span<float> out) {
                           for (std::size_t cell = 0; cell < cells_; ++cell) {
                             bought[cell] = in[cell] * scale[cell];
                           }
                           fill_composites(bought);
                           sweep({}, bought, out);
                           for (std::size_t cell = 0; cell < cells_; ++cell) {
                             out[cell] /= scale[cell];
                           }
                         });
}

/// Composites are worth what they are made of.
void BlockSolver::fill_composites(std::span<float> x) const {
  for (const std::int32_t composite : order_) {
    outside_.sums(composite, composite + 1, x.data(), x.data() + composite);
  }
}

}  // namespace headwater
