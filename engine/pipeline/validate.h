#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/database.h"
#include "hindcast/hindcast.h"

namespace headwater {

/// One identity of docs/network.md, measured on a table.
struct Check {
  std::string what;
  double measured = 0;
  double limit = 0;
  bool passed = false;
};

/// Checks the identities on the reference tables and an input–output table: conservation of totals,
/// R = m·y = r·X, paths + remainder = R, raked rates against the published totals.
std::vector<Check> validate(Connection& connection, const std::filesystem::path& data,
                            const std::filesystem::path& table);

/// The hindcast on the editions of the list of goods that ship, and on those of a file besides.
/// The reference tables must be loaded. What the file has wrong goes to the table `issues`.
Hindcast validate_forecasts(Connection& connection, const std::filesystem::path& data,
                            const std::optional<std::filesystem::path>& list);

}  // namespace headwater
