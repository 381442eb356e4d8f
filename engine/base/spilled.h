#pragma once

#include <string>

namespace headwater {

/// A folder for what a database in memory cannot hold: its own, in the system's temporary folder.
/// DuckDB makes it when it needs it and removes it with the database.
std::string new_spill_folder();

/// Removes them where the process is to end at once.
void remove_spilled();

}  // namespace headwater
