#pragma once

#include <eigen3/Eigen/Dense>
#include <random>

#include "network/parts.h"

namespace headwater::twin {

/// A of inputs as they are given: dense, composites collapsed.
Eigen::MatrixXd dense_inputs(const InputOutput::Parts& parts, const Sparse& inputs);

/// The slow twin of the draws of coefficients: every coefficient with a lognormal error of its own,
/// every column scaled back to its total, and a dense solve.
class DisturbedTable {
 public:
  DisturbedTable(const InputOutput::Parts& parts, double cv, std::uint64_t seed);

  /// R of the next draw.
  double risk(const Eigen::VectorXd& rates, const Eigen::VectorXd& demand);

 private:
  const InputOutput::Parts& parts_;
  double sigma_;
  std::mt19937_64 random_;
};

}  // namespace headwater::twin
