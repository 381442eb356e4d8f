#pragma once

#include "base/database.h"
#include "network/input_output.h"
#include "reference/rates.h"
#include "score/ledger.h"
#include "score/multiplier_draws.h"
#include "score/supplier_exposure.h"

namespace headwater {

/// Variances of the ledger's total from errors other than the rates, in cases squared.
struct OtherVariances {
  double margins = 0;
  double classification = 0;
  double origins = 0;
  double coefficients = 0;
  double coverage = 0;  ///< of disclosed links without an amount
};

/// Where the width of the ledger's interval comes from -> `variance_shares`: the variance of the
/// total to first order from each kind of error alone, as a share of their sum. Each kind says what
/// would make it smaller.
void write_variance_shares(Connection& connection, const InputOutput& table, const Ledger& ledger,
                           const CellRates& rates, const OtherVariances& others);

/// Suppliers whose answer would narrow it most, in order, and what to ask them -> `sharpening`. No
/// size is told: it would speak of one company.
void write_sharpening(Connection& connection, const std::vector<Supplier>& suppliers,
                      const Ledger& ledger, const IntensityDraws& intensities);

}  // namespace headwater
