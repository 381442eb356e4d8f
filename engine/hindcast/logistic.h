#pragma once

#include <Eigen/Dense>

namespace headwater {

/// A logistic regression, its weights held small by a ridge; the intercept is free.
struct Logistic {
  double intercept = 0;
  Eigen::VectorXd weights;

  Eigen::VectorXd log_odds(const Eigen::MatrixXd& x) const {
    return (x * weights).array() + intercept;
  }
};

/// Maximises Σ y·log p + (1−y)·log(1−p) − ridge/2·|w|² by Newton's method (iteratively reweighted
/// least squares). `x` is examples x features, standardised; `y` holds 0 and 1, both of them.
Logistic fit_logistic(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, double ridge);

/// Columns to mean 0 and variance 1, NaN (not known) to 0: what is not known says nothing, neither
/// good nor bad. A column without variance becomes 0.
class Scale {
 public:
  explicit Scale(const Eigen::MatrixXd& examples);
  Eigen::MatrixXd operator()(Eigen::MatrixXd x) const;

 private:
  Eigen::VectorXd mean_;
  Eigen::VectorXd deviation_;
};

}  // namespace headwater
