#pragma once

#include <filesystem>
#include <vector>

#include "base/database.h"
#include "model/listed_row.h"

namespace headwater {

/// Editions of a list of goods in the columns of the US Labor Department's, as republished:
/// edition, good and country, and if they are there iso3, sector, forced_labor and
/// forced_child_labor. Problems go to the table `issues` under the stage `hindcast`; rows with none
/// of them are given. Throws Error where a column is missing or the file cannot be read.
std::vector<ListedRow> read_listed_goods(Connection& connection, const std::filesystem::path& file);

}  // namespace headwater
