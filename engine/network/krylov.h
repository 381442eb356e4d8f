#pragma once

#include <functional>
#include <span>
#include <vector>

namespace headwater {

/// out = G in, both as long as the system.
using SinglePrecisionMap = std::function<void(std::span<const float> in, std::span<float> out)>;

/// Solves d = b + G d in single precision until what is left is `tolerance` of b, or as near as
/// `most_steps` come: the best combination of b, G b, G G b, … (GMRES: Saad and Schultz 1986,
/// unverified). One application of G a step.
std::vector<float> krylov_solution(std::span<const float> b, double tolerance,
                                   std::size_t most_steps, const SinglePrecisionMap& apply);

}  // namespace headwater
