#pragma once

#include <string>

#include "base/database.h"
#include "pipeline/pipeline.h"

namespace headwater {

/// What a stage came to, in one line; empty where the findings say it.
std::string outcome(Connection& connection, Stage stage);

/// Writes the problems met so far as CSV. Throws Error where the file cannot be written.
void write_issues(Connection& connection, const std::filesystem::path& file);

/// Throws Error now if `write_issues` could not write there later.
void require_writable(const std::filesystem::path& file);

}  // namespace headwater
