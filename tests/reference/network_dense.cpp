#include "reference/network_dense.h"

#include <algorithm>

namespace headwater::twin {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Walk {
  const MatrixXd& a;
  const VectorXd& rates;
  double least;
  std::vector<double>& found;

  // Depth is bounded: products of coefficients below 1 sink under `least`.
  void from(Index cell, double weight) const {
    if (weight * rates(cell) > 0) found.push_back(weight * rates(cell));
    for (Index child = 0; child < a.rows(); ++child) {
      const double next = weight * a(child, cell);
      if (next > least) from(child, next);
    }
  }
};

}  // namespace

DenseNetwork::DenseNetwork(const DrawnNetwork& network) {
  const std::map<DrawnNetwork::Node, double> outputs = network.outputs();
  std::map<DrawnNetwork::Node, Index> place;
  for (const auto& [cell, output] : outputs) place.emplace(cell, static_cast<Index>(place.size()));
  const auto cells = static_cast<Index>(place.size());
  std::map<DrawnNetwork::Node, double> throughput = outputs;
  for (const auto& flow : network.flows) {
    place.emplace(flow.from, static_cast<Index>(place.size()));
    place.emplace(flow.to, static_cast<Index>(place.size()));
    if (DrawnNetwork::is_composite(flow.to)) throughput[flow.to] += flow.value;
  }
  const auto nodes = static_cast<Index>(place.size());
  MatrixXd b = MatrixXd::Zero(nodes, nodes);
  for (const auto& flow : network.flows) {
    if (throughput[flow.to] > 0)
      b(place[flow.from], place[flow.to]) += flow.value / throughput[flow.to];
  }
  const Index k = nodes - cells;
  const MatrixXd inner = (MatrixXd::Identity(k, k) - b.bottomRightCorner(k, k)).inverse();
  a_ = b.topLeftCorner(cells, cells) +
       b.topRightCorner(cells, k) * inner * b.bottomLeftCorner(k, cells);
}

VectorXd DenseNetwork::adjoint(const VectorXd& rates) const {
  return (MatrixXd::Identity(a_.rows(), a_.cols()) - a_.transpose()).fullPivLu().solve(rates);
}

VectorXd DenseNetwork::required_output(const VectorXd& demand) const {
  return (MatrixXd::Identity(a_.rows(), a_.cols()) - a_).fullPivLu().solve(demand);
}

std::vector<double> DenseNetwork::top_paths(const VectorXd& rates, const VectorXd& demand,
                                            std::size_t k) const {
  MatrixXd a = a_;
  VectorXd r = rates;
  for (Index j = 0; j < a.cols(); ++j) {
    const double keep = 1 - a(j, j);
    r(j) /= keep;
    a.col(j) /= keep;
    a(j, j) = 0;
  }
  std::vector<double> found;
  for (Index cell = 0; cell < demand.size(); ++cell) {
    if (demand(cell) > 0) Walk{a, r, 1e-4, found}.from(cell, demand(cell));
  }
  std::sort(found.begin(), found.end(), std::greater<>());
  found.resize(std::min(k, found.size()));
  return found;
}

}  // namespace headwater::twin
