#pragma once

#include <vector>

#include "network/input_output.h"
#include "reference/rates.h"

namespace headwater {

/// The cells of a table as the rates need them.
std::vector<CellOutput> cell_outputs(const InputOutput& table);

}  // namespace headwater
