#include "reference/network_coefficients.h"

#include <cmath>

namespace headwater::twin {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

MatrixXd dense_inputs(const InputOutput::Parts& parts, const Sparse& inputs) {
  const auto nodes = static_cast<Index>(parts.nodes);
  const auto cells = static_cast<Index>(parts.cells.size());
  MatrixXd b = MatrixXd::Zero(nodes, nodes);
  for (Index j = 0; j < nodes; ++j) {
    for (std::int32_t e = inputs.start[j]; e < inputs.start[j + 1]; ++e)
      b(inputs.index[e], j) += inputs.value[e];
  }
  const Index k = nodes - cells;
  const MatrixXd inner = (MatrixXd::Identity(k, k) - b.bottomRightCorner(k, k)).inverse();
  return b.topLeftCorner(cells, cells) +
         b.topRightCorner(cells, k) * inner * b.bottomLeftCorner(k, cells);
}

DisturbedTable::DisturbedTable(const InputOutput::Parts& parts, double cv, std::uint64_t seed)
    : parts_(parts), sigma_(std::sqrt(std::log1p(cv * cv))), random_(seed) {}

double DisturbedTable::risk(const VectorXd& rates, const VectorXd& demand) {
  std::normal_distribution<double> normal;
  const Sparse& b = parts_.by_column;
  std::vector<double> values(b.value.begin(), b.value.end());
  for (std::size_t j = 0; j < parts_.cells.size(); ++j) {
    double before = 0;
    double after = 0;
    for (std::int32_t e = b.start[j]; e < b.start[j + 1]; ++e) {
      before += values[e];
      values[e] *= std::exp(sigma_ * normal(random_) - sigma_ * sigma_ / 2);
      after += values[e];
    }
    for (std::int32_t e = b.start[j]; e < b.start[j + 1]; ++e)
      values[e] *= after > 0 ? before / after : 0;
  }
  const MatrixXd a = dense_inputs(parts_, {b.start, b.index, std::move(values)});
  return rates.dot((MatrixXd::Identity(a.rows(), a.cols()) - a).partialPivLu().solve(demand));
}

}  // namespace headwater::twin
