#include "reference/network_dense.h"

#include <algorithm>

namespace headwater::twin {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

bool meets(const std::vector<std::size_t>& cells, std::size_t cell) {
  return cells.empty() || std::find(cells.begin(), cells.end(), cell) != cells.end();
}

struct Walk {
  const MatrixXd& a;
  const VectorXd& rates;
  const WalkFilter& filter;
  double least;
  std::vector<WalkedPath>& found;
  std::vector<std::size_t> steps{};

  // Depth is bounded: products of coefficients below 1 sink under `least`.
  void from(Index cell, double weight) {
    steps.push_back(static_cast<std::size_t>(cell));
    if (weight * rates(cell) > 0 && filter.admits(steps))
      found.push_back({steps, weight * rates(cell)});
    for (Index child = 0; child < a.rows(); ++child) {
      const double next = weight * a(child, cell);
      if (next > least) from(child, next);
    }
    steps.pop_back();
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

bool WalkFilter::admits(const std::vector<std::size_t>& steps) const {
  return (max_cells == 0 || steps.size() <= max_cells) && meets(arises_in, steps.back()) &&
         std::any_of(steps.begin(), steps.end(),
                     [this](std::size_t cell) { return meets(through, cell); });
}

void DenseNetwork::collapse_loops(MatrixXd& a, VectorXd& rates) const {
  for (Index j = 0; j < a.cols(); ++j) {
    const double keep = 1 - a(j, j);
    rates(j) /= keep;
    a.col(j) /= keep;
    a(j, j) = 0;
  }
}

std::vector<WalkedPath> DenseNetwork::paths(const VectorXd& rates, const VectorXd& demand,
                                            const WalkFilter& filter) const {
  MatrixXd a = a_;
  VectorXd r = rates;
  collapse_loops(a, r);
  std::vector<WalkedPath> found;
  for (Index cell = 0; cell < demand.size(); ++cell) {
    if (demand(cell) > 0) Walk{a, r, filter, 1e-4, found}.from(cell, demand(cell));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const WalkedPath& x, const WalkedPath& y) { return x.cases > y.cases; });
  return found;
}

double DenseNetwork::path_total(const VectorXd& rates, const VectorXd& demand,
                                const WalkFilter& filter) const {
  MatrixXd a = a_;
  VectorXd r = rates;
  collapse_loops(a, r);
  MatrixXd missing = a;  // without the cells that a path has to meet
  VectorXd bought = demand;
  for (Index cell = 0; cell < r.size(); ++cell) {
    if (!meets(filter.arises_in, static_cast<std::size_t>(cell))) r(cell) = 0;
    if (meets(filter.through, static_cast<std::size_t>(cell))) {
      missing.row(cell).setZero();
      bought(cell) = 0;
    }
  }
  const auto sum = [&](const MatrixXd& m, VectorXd u) {
    if (filter.max_cells == 0)
      return r.dot((MatrixXd::Identity(m.rows(), m.cols()) - m).fullPivLu().solve(u));
    double total = 0;
    for (std::size_t depth = 0; depth < filter.max_cells; ++depth) {
      total += r.dot(u);
      u = m * u;
    }
    return total;
  };
  return sum(a, demand) - sum(missing, bought);
}

}  // namespace headwater::twin
