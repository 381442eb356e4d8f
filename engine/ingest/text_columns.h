#pragma once

#include <string>
#include <vector>

#include "base/database.h"
#include "ingest/table_files.h"

namespace headwater {

/// A small text without header, cell by cell (the labels that come beside a table).
std::vector<std::vector<std::string>> text_cells(Connection& connection, const TableFiles& files,
                                                 const std::string& name, char delimiter);

}  // namespace headwater
