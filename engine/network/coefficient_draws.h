#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/input_output.h"
#include "network/parts.h"

namespace headwater {

/// Independent relative errors of the input coefficients, lognormal of mean 1; every column keeps
/// its total. Composites are taken as exact.
struct CoefficientError {
  double cv = 0;  ///< coefficient of variation of each coefficient
  std::uint64_t seed = 0;
  int threads = 1;              ///< 0: all; the draws do not depend on it
  std::size_t full_draws = 16;  ///< tables drawn and solved whole
};

/// The inputs of every node in one draw: B with its errors.
Sparse disturbed_inputs(const InputOutput::Parts& parts, const CoefficientError& error,
                        std::size_t draw);

/// Draws of what errors of the coefficients do to risk. To first order the errors of a cell's
/// inputs act like an error of its own rate: g_j = sum over i of A_ij e_ij (m_i - mean_j m),
/// independent between cells. A few tables drawn and solved whole correct mean and slope, with g as
/// their control variate, so that a thousand draws need no thousand solves.
class CoefficientDraws {
 public:
  /// `multiplier`: m of the rates in question.
  CoefficientDraws(const InputOutput& table, std::span<const double> multiplier,
                   const CoefficientError& error);

  /// Standard deviation of g, by cell.
  std::span<const double> spread() const { return spread_; }
  /// Adds g of a draw to rates: solved together they give the multipliers of the draw, to first
  /// order, for any number of purchases.
  void add_to(std::span<double> rates, std::size_t draw) const;

  /// What a whole draw adds to the multiplier: of disturbed_inputs() of that draw, to about three
  /// digits.
  std::span<const double> change(std::size_t draw) const { return change_.at(draw); }

  /// How the whole draws lie to the first order: change = shift + slope * first order + rest, all
  /// but the slope as a share of R.
  struct Fit {
    double shift = 0;
    double slope = 1;
    double rest = 0;  ///< standard deviation
  };
  /// `required` is X of the demand.
  Fit fit(std::span<const double> demand, std::span<const double> required) const;
  /// R of a demand in each draw, as a share of R. Throws Error for a demand without risk.
  std::vector<double> factors(std::span<const double> demand, std::span<const double> required,
                              std::size_t draws) const;

 private:
  void draw_whole(const InputOutput::Parts& parts, std::span<const double> nodes,
                  std::span<const double> means);
  double risk_of(std::span<const double> demand) const;

  CoefficientError error_;
  std::vector<double> multiplier_;
  std::vector<double> spread_;
  std::vector<std::vector<double>> first_order_;  ///< g of the whole draws
  std::vector<std::vector<double>> change_;       ///< of the multiplier, exact
};

}  // namespace headwater
