#pragma once

#include <filesystem>
#include <memory>

#include "network/input_output.h"

namespace headwater {

/// Keeps a loaded table beside its files, in `table.ready`, so that the next load maps it instead
/// of reading it. Throws Error where it cannot be written.
void keep_ready(const InputOutput& table, const std::filesystem::path& folder);

/// What keep_ready() wrote, if the table's files are still what they were; else nothing, and the
/// files are to be read.
std::unique_ptr<InputOutput::Parts> ready_table(const std::filesystem::path& folder);

}  // namespace headwater
