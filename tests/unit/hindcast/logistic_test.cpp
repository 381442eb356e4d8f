#include "hindcast/logistic.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace headwater {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

TEST(Logistic, two_groups_get_the_log_odds_of_their_shares) {
  MatrixXd x(10, 1);
  VectorXd y(10);
  x << 0, 0, 0, 0, 1, 1, 1, 1, 1, 1;
  y << 1, 0, 0, 0, 1, 1, 1, 1, 0, 0;
  const Logistic model = fit_logistic(x, y, 1e-12);
  EXPECT_NEAR(model.intercept, std::log(1.0 / 3), 1e-9);
  EXPECT_NEAR(model.intercept + model.weights[0], std::log(4.0 / 2), 1e-9);
}

TEST(Logistic, an_endless_ridge_leaves_the_share_of_all) {
  MatrixXd x(4, 1);
  VectorXd y(4);
  x << -1, 0, 1, 2;
  y << 0, 0, 0, 1;
  const Logistic model = fit_logistic(x, y, 1e12);
  EXPECT_NEAR(model.weights[0], 0, 1e-9);
  EXPECT_NEAR(model.intercept, std::log(1.0 / 3), 1e-9);
}

TEST(Logistic, groups_wholly_apart_still_have_a_fit) {
  MatrixXd x(6, 1);
  VectorXd y(6);
  x << -300, -200, -100, 100, 200, 300;
  y << 0, 0, 0, 1, 1, 1;
  const Logistic model = fit_logistic(x, y, 1e-3);
  EXPECT_TRUE(std::isfinite(model.weights[0]));
  EXPECT_GT(model.weights[0], 0);
}

RC_GTEST_PROP(Logistic, at_the_fit_no_direction_leads_higher, ()) {
  const auto rows = *rc::gen::inRange(8, 40);
  const auto columns = *rc::gen::inRange(1, 5);
  MatrixXd x(rows, columns);
  VectorXd y(rows);
  for (double& value : x.reshaped()) {
    value = *rc::gen::inRange(-20, 21) / 10.0;
  }
  for (double& value : y) {
    value = *rc::gen::inRange(0, 2);
  }
  y[0] = 0;
  y[1] = 1;
  const double ridge = *rc::gen::element(0.1, 1.0, 100.0);
  const Logistic model = fit_logistic(x, y, ridge);
  const VectorXd p = (1 + (-model.log_odds(x)).array().exp()).inverse();
  RC_ASSERT(std::abs((y - p).sum()) < 1e-7);
  const VectorXd gradient = x.transpose() * (y - p) - ridge * model.weights;
  RC_ASSERT(gradient.cwiseAbs().maxCoeff() < 1e-7);
}

TEST(Scale, what_is_not_known_and_what_never_varies_says_nothing) {
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  MatrixXd x(3, 2);
  x << 1, 5, 3, 5, unknown, 5;
  const MatrixXd scaled = Scale(x)(x);
  MatrixXd expected(3, 2);
  expected << -1, 0, 1, 0, 0, 0;
  EXPECT_TRUE(scaled.isApprox(expected));
}

}  // namespace
}  // namespace headwater
