#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"
#include "base/progress.h"
#include "ingest/ingest.h"
#include "share/share.h"

namespace headwater {

enum class Stage { ingest, classify, resolve, trace, score, plan, share };
std::string_view name(Stage stage);

struct RunOptions {
  std::filesystem::path data;   ///< reference tables
  std::filesystem::path table;  ///< input–output table; empty: data/io
  std::optional<std::filesystem::path> case_folder;
  bool overwrite = false;
  IngestRequest inputs;
  double budget_usd = 0;
  int draws = 1000;
  std::uint64_t seed = 1;
  int threads = 0;
  std::string memory_limit;
  std::string now;      ///< ISO 8601, UTC: given by the door, never read here
  std::string command;  ///< as typed, for the record of runs
  bool name_suppliers = true;
  std::optional<std::filesystem::path> issues_file;
};

/// What the database of a run may use: 400 MB unless more or less was asked for.
DatabaseOptions database_options(const RunOptions& options);

/// Throws Error, naming the command to run, where a stage before this one has not been done.
void require_earlier(Connection& connection, Stage stage);

struct RunSummary {
  std::string outcome;  ///< what the stage came to; of the whole run: what the plan came to
  std::vector<Finding> findings;
  std::int64_t purchases = 0;
  std::int64_t issues = 0;
  std::vector<std::filesystem::path> files;
};

/// share(plan(score(trace(resolve(classify(ingest(files))))))) for a case.
RunSummary run(const RunOptions& options, const Progress& progress);

/// One stage of it again, on what the case holds; later stages must be run again after it.
RunSummary run_stage(Stage stage, const RunOptions& options, const Progress& progress);

/// Why a figure of the case is what it is: the JSON of `why` (share/share.h). Throws Error where a
/// stage was run again and the scores were not.
std::string reasons_in(const std::filesystem::path& case_folder, const std::string& about);

}  // namespace headwater
