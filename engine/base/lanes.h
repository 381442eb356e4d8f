#pragma once

#include <cstddef>

namespace headwater {

/// Eight numbers worked on side by side: one vector register where the machine has wide ones. May
/// stand anywhere in an array of float.
constexpr std::size_t lane_count = 8;
using Lanes = float
    __attribute__((vector_size(lane_count * sizeof(float)), aligned(sizeof(float)), may_alias));

}  // namespace headwater
