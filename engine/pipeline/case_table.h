#pragma once

#include <filesystem>
#include <vector>

#include "base/database.h"
#include "network/input_output.h"

namespace headwater {

/// The table a case was traced on, with its disclosed suppliers; `folder` is that of the table.
InputOutput case_table(Connection& connection, const std::filesystem::path& folder);
/// The central rates of its cells, as trace wrote them.
std::vector<double> case_rates(Connection& connection, const InputOutput& table);

}  // namespace headwater
