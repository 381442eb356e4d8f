#pragma once

#include <span>

#include "network/input_output.h"

namespace headwater {

/// Standard deviation of R from independent relative errors of the input coefficients, to first
/// order, with every column keeping its total: sqrt(sum w^2) * cv, w_ij = X_j A_ij (m_i - mean_j
/// m). Composites count as they stand in the table: their own make-up is taken as exact.
double coefficient_error(const InputOutput& table, std::span<const double> required,
                         std::span<const double> multiplier, double coefficient_of_variation);

}  // namespace headwater
