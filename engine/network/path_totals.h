#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/input_output.h"

namespace headwater {

/// What all paths that a filter lets through come to.
struct PathTotal {
  std::span<const double> demand;
  std::span<const double> rates;        ///< 0 in cells where a path may not end
  std::span<const std::uint8_t> gates;  ///< by cell; a path has one of them. Empty: no gates
  std::size_t max_cells = 0;            ///< of a path; 0: any number
};

/// Exact without subtraction, so that small totals are as sure as large ones: m·y; products tier by
/// tier up to the depth; what first reaches a gate times its multiplier.
double path_total(const InputOutput& table, const PathTotal& wanted,
                  std::span<const double> multiplier);

}  // namespace headwater
