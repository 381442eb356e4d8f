#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "network/packed_inputs.h"
#include "network/parts.h"

namespace headwater {

struct SolveOptions {
  double tolerance = 0;  ///< of the largest x: how large the residual may be
  int threads = 1;
  double apart = 0;  ///< how far the matrix is from the solver's own: a round need not go further
};

/// Solves x = c + M'x for a matrix M given by columns. Its last nodes are composites: sums of other
/// nodes, without a constant. Single precision does the work, double precision tells how far it is
/// off; the answer is the same for any number of threads.
class BlockSolver {
 public:
  /// `order`: the composites, each after those it sums up.
  BlockSolver(const Sparse& matrix, std::span<const Cell> cells, std::vector<std::int32_t> order);
  /// As it was prepared before, for the same matrix: inverses() and outside() of another.
  BlockSolver(const Sparse& matrix, std::size_t cells, std::vector<std::int32_t> order,
              BlockInverses inverses, PackedInputs outside);

  /// `matrix` is the one given to the constructor, or one near it. Nothing where the tolerance is
  /// not reached.
  std::optional<std::vector<double>> solve(const Sparse& matrix, std::span<const double> constant,
                                           const SolveOptions& options) const;
  const BlockInverses& inverses() const { return inverses_; }
  const PackedInputs& outside() const { return outside_; }
  /// c + M'x - x by cell.
  std::vector<double> residual(const Sparse& matrix, std::span<const double> constant,
                               std::span<const double> x) const;

 private:
  using Single = std::vector<float>;

  std::optional<std::vector<double>> refined(const Sparse& matrix, std::span<const double> constant,
                                             const SolveOptions& options) const;
  void within_blocks(std::span<const float> constant, std::span<float> next) const;
  void sweep(std::span<const float> constant, std::span<const float> x,
             std::span<float> next) const;
  void fill_composites(std::span<float> x) const;
  Single first_guess(std::span<const double> constant) const;
  Single correction(std::span<const double> residual, std::span<const float> scale,
                    double tolerance) const;
  template <class Work>
  void for_blocks(const Work& work) const;

  std::size_t cells_;
  std::size_t inputs_;
  std::vector<std::int32_t> order_;
  BlockInverses inverses_;
  PackedInputs outside_;  ///< what does not stay in its block
};

/// By the block solver, else by plain sweeps. Throws Error where there is no finite solution.
std::vector<double> solved(const InputOutput::Parts& parts, const BlockSolver& solver,
                           const Sparse& matrix, std::span<const double> constant,
                           const SolveOptions& options);

}  // namespace headwater
