#pragma once

#include <span>

#include "reference/seeded_draw.h"

namespace headwater {

/// The numbers of standard_normal() at an address and the indices after it, to the bit; three times
/// as fast.
void standard_normals(const DrawAddress& first, std::span<double> values);

/// Turns standard normals into the factors of LognormalFactor, to eight digits.
void to_lognormal_factors(double coefficient_of_variation, std::span<double> normals);

}  // namespace headwater
