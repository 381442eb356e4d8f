#pragma once

#include <filesystem>
#include <string>

#include "base/database.h"
#include "ingest/problems.h"
#include "ingest/staged.h"

namespace headwater {

/// Lays out one sheet of a workbook: the one named, or the first that holds something. Dates come
/// out as 2015-03-04, numbers with a point. Throws Error where it is no workbook, damaged, a zip
/// bomb, or its XML declares entities.
Staged stage_xlsx(Connection& connection, const std::filesystem::path& file,
                  const std::string& sheet, Problems& problems);

}  // namespace headwater
