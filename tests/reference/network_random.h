#pragma once

#include <rapidcheck.h>

#include <vector>

#include "reference/network_drawn.h"

namespace headwater::twin {

/// A random table of 2 to 6 cells, some with loops, some without output, and up to two composites,
/// one of which may buy from the other. Inputs stay at or below `fill` of the output.
DrawnNetwork random_network(double fill = 0.8);

/// One number for each of `count` cells: zero for some, else up to `most`.
std::vector<double> random_numbers(std::size_t count, double most = 10);

}  // namespace headwater::twin
