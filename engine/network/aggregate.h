#pragma once

#include <functional>
#include <string>
#include <vector>

#include "network/input_output.h"

namespace headwater {

/// A table with its sectors joined, and the cell of it that each cell of the finer one went to.
struct AggregatedTable {
  InputOutput table;
  std::vector<std::size_t> group;
};

/// Joins the cells of a region, and of a composite, whose sectors have one name under `joined`:
/// flows and outputs are added up, so every total is kept. Disclosed suppliers go with their cell's
/// group and bring no flows of their own.
AggregatedTable aggregated(const InputOutput& table,
                           const std::function<std::string(const std::string&)>& joined);

}  // namespace headwater
