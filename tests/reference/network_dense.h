#pragma once

#include <eigen3/Eigen/Dense>
#include <vector>

#include "reference/network_drawn.h"

namespace headwater::twin {

/// The slow twin of the network: dense matrices, inverses, and every path walked one by one.
class DenseNetwork {
 public:
  explicit DenseNetwork(const DrawnNetwork& network);

  const Eigen::MatrixXd& a() const {
    return a_;
  }  ///< composites collapsed; cells in order of the table
  Eigen::VectorXd adjoint(const Eigen::VectorXd& rates) const;
  Eigen::VectorXd required_output(const Eigen::VectorXd& demand) const;

  /// Values of the k largest paths, self-loops collapsed, found by walking all paths worth more
  /// than a vanishing share of the total.
  std::vector<double> top_paths(const Eigen::VectorXd& rates, const Eigen::VectorXd& demand,
                                std::size_t k) const;

 private:
  Eigen::MatrixXd a_;
};

inline Eigen::VectorXd vector(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

}  // namespace headwater::twin
