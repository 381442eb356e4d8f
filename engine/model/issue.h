#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

enum class Severity { note, warning, error };

/// A problem in the data, told to the person who can mend it. A value, never an exception.
struct Issue {
  Severity severity = Severity::warning;
  std::string file;  ///< Name of the file, without its folder.
  std::optional<std::int64_t>
      row;             ///< Record in the file, the header being row 1; none: whole file.
  std::string field;   ///< Column or key; empty: the whole row.
  std::string value;   ///< What stood there, cut to a readable length.
  std::string reason;  ///< What is wrong.
  std::string advice;  ///< What to do about it.
};

std::string_view name(Severity severity);

/// Adds to the table `issues`, in order, under the name of the stage that found them.
void record(Connection& connection, std::string_view stage, const std::vector<Issue>& issues);

}  // namespace headwater
