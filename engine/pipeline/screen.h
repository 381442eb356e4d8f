#pragma once

#include <filesystem>
#include <vector>

#include "base/database.h"
#include "pipeline/pipeline.h"
#include "resolve/resolve.h"

namespace headwater {

/// Screens a file of names against lists; the answer is the table `screened` of the connection:
/// query_row, query_name, candidate_id, candidate_name, list, score, decision, reasons, and what
/// the list says of itself: listed_on, list_edition, source.
void screen_file(Connection& connection, const std::filesystem::path& names,
                 const std::vector<std::filesystem::path>& lists, const ScreenOptions& options,
                 const Progress& progress);

}  // namespace headwater
