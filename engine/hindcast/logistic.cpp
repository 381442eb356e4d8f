#include "hindcast/logistic.h"

#include <cmath>

namespace headwater {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int most_steps = 100;
constexpr double step_small = 1e-10;

/// log(1 + e^v) without overflow.
double softplus(double v) { return std::max(v, 0.0) + std::log1p(std::exp(-std::abs(v))); }

/// With the intercept as the first column.
struct Problem {
  MatrixXd x;
  const VectorXd& y;
  VectorXd penalty;

  double objective(const VectorXd& w) const {
    const VectorXd v = x * w;
    return y.dot(v) - v.unaryExpr(&softplus).sum() - 0.5 * w.cwiseAbs2().dot(penalty);
  }

  VectorXd step(const VectorXd& w) const {
    const VectorXd p = (1 + (-(x * w)).array().exp()).inverse();
    const VectorXd gradient = x.transpose() * (y - p) - penalty.cwiseProduct(w);
    const VectorXd curvature = p.array() * (1 - p.array());
    MatrixXd hessian = x.transpose() * curvature.asDiagonal() * x;
    hessian.diagonal() += penalty;
    return hessian.ldlt().solve(gradient);
  }
};

}  // namespace

Logistic fit_logistic(const MatrixXd& x, const VectorXd& y, double ridge) {
  Problem problem{MatrixXd(x.rows(), x.cols() + 1), y, VectorXd::Constant(x.cols() + 1, ridge)};
  problem.x << VectorXd::Ones(x.rows()), x;
  problem.penalty[0] = 0;
  VectorXd w = VectorXd::Zero(x.cols() + 1);
  w[0] = std::log(y.mean() / (1 - y.mean()));
  double reached = problem.objective(w);
  for (int i = 0; i < most_steps; ++i) {
    VectorXd step = problem.step(w);
    while (problem.objective(w + step) < reached && step.cwiseAbs().maxCoeff() > step_small) {
      step /= 2;  // Newton's step may overshoot far from the top
    }
    w += step;
    reached = problem.objective(w);
    if (step.cwiseAbs().maxCoeff() <= step_small) {
      break;
    }
  }
  return {w[0], w.tail(x.cols())};
}

Scale::Scale(const MatrixXd& examples)
    : mean_(VectorXd::Zero(examples.cols())), deviation_(VectorXd::Zero(examples.cols())) {
  for (Index column = 0; column < examples.cols(); ++column) {
    double count = 0;
    for (const double value : examples.col(column)) {
      if (!std::isnan(value)) {
        mean_[column] += value;
        ++count;
      }
    }
    mean_[column] /= std::max(count, 1.0);
    for (const double value : examples.col(column)) {
      if (!std::isnan(value)) {
        deviation_[column] += (value - mean_[column]) * (value - mean_[column]);
      }
    }
    deviation_[column] = std::sqrt(deviation_[column] / std::max(count, 1.0));
  }
}

MatrixXd Scale::operator()(MatrixXd x) const {
  constexpr double none = 1e-12;  // a column of one value, but for rounding
  for (Index column = 0; column < x.cols(); ++column) {
    for (double& value : x.col(column)) {
      const bool says_nothing = std::isnan(value) || deviation_[column] <= none;
      value = says_nothing ? 0 : (value - mean_[column]) / deviation_[column];
    }
  }
  return x;
}

}  // namespace headwater
