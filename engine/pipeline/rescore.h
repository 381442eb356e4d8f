#pragma once

#include <filesystem>
#include <string>

#include "base/progress.h"
#include "store/case.h"

namespace headwater {

struct RescoreOptions {
  std::filesystem::path data;   ///< reference tables
  std::filesystem::path table;  ///< input–output table; empty: data/io
  int threads = 0;
  std::string memory_limit;
};

/// Names resolved again with what people judged since, and what follows from it: scores and plan.
/// Works on a copy beside the case's results, which readers keep until it takes their place.
/// Seed, draws and budget are those of the last run. Where it fails, or `progress` throws, nothing
/// has changed. The report is to be written anew afterwards (run_stage).
void rescore(Case& opened, const RescoreOptions& options, const Progress& progress);

}  // namespace headwater
