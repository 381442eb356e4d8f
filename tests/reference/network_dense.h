#pragma once

#include <eigen3/Eigen/Dense>
#include <vector>

#include "reference/network_drawn.h"

namespace headwater::twin {

/// One way upstream, cell by cell, and what it is worth.
struct WalkedPath {
  std::vector<std::size_t> steps;
  double cases = 0;
};

/// Which paths count: in sets of cells, an empty one standing for all.
struct WalkFilter {
  std::size_t max_cells = 0;  ///< 0: any number
  std::vector<std::size_t> arises_in{};
  std::vector<std::size_t> through{};

  bool admits(const std::vector<std::size_t>& steps) const;
};

/// The slow twin of the network: dense matrices, inverses, and every path walked one by one.
class DenseNetwork {
 public:
  explicit DenseNetwork(const DrawnNetwork& network);

  const Eigen::MatrixXd& a() const {
    return a_;
  }  ///< composites collapsed; cells in order of the table
  Eigen::VectorXd adjoint(const Eigen::VectorXd& rates) const;
  Eigen::VectorXd required_output(const Eigen::VectorXd& demand) const;

  /// All paths worth more than a vanishing share of the total, self-loops collapsed, largest first.
  std::vector<WalkedPath> paths(const Eigen::VectorXd& rates, const Eigen::VectorXd& demand,
                                const WalkFilter& filter = {}) const;
  /// What all paths that a filter admits come to, by dense solves: all less those that miss it.
  double path_total(const Eigen::VectorXd& rates, const Eigen::VectorXd& demand,
                    const WalkFilter& filter = {}) const;

 private:
  void collapse_loops(Eigen::MatrixXd& a, Eigen::VectorXd& rates) const;

  Eigen::MatrixXd a_;
};

inline Eigen::VectorXd vector(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

}  // namespace headwater::twin
