#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// A row of a file of judgements, as written: what it names is looked up in the case.
struct JudgementRow {
  std::int64_t row = 0;
  std::string subject;
  std::string subject_country;
  std::string object;
  std::string object_country;
  std::string verdict;
  std::string who;
  std::string why;
};

/// Columns subject, object and verdict, and if they are there subject_country, object_country, who
/// and why. Problems go to the table `issues` under the stage `judge`. Throws Error where a column
/// is missing or the file cannot be read.
std::vector<JudgementRow> read_judgements(Connection& connection,
                                          const std::filesystem::path& file);

}  // namespace headwater
