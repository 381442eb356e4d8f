#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "pipeline/pipeline.h"

namespace headwater {

/// What people type, before it is checked.
struct TypedOptions {
  std::vector<std::string> ledgers;
  std::vector<std::string> links;
  std::vector<std::string> facilities;
  std::vector<std::string> lists;
  std::string columns;
  std::string case_folder;
  std::string data;
  std::string table;
  std::string budget;
  std::string issues_file;
  std::string memory;
  int draws = 1000;
  std::uint64_t seed = 1;
  int threads = 0;
  bool overwrite = false;
  bool redact = false;
  bool json = false;
};

using Typed = std::shared_ptr<TypedOptions>;

/// Options that come in groups; each command takes the groups it needs.
void take_inputs(CLI::App& command, const Typed& typed, bool ledger_required);
void take_case(CLI::App& command, const Typed& typed, bool required);
void take_calculation(CLI::App& command, const Typed& typed);
void take_seed(CLI::App& command, const Typed& typed);
void take_common(CLI::App& command, const Typed& typed);

/// Checked and completed for the pipeline.
RunOptions run_options(const TypedOptions& typed);

/// The data folder: --data, else HEADWATER_DATA, else beside the program.
std::filesystem::path data_folder(const std::string& typed);

/// "250000", "250000 EUR" or "EUR 250000" in US dollars, at the newest rate of the reference
/// tables.
double budget_in_usd(const std::string& typed, const std::filesystem::path& data);

/// ISO 8601, UTC.
std::string utc_now();

/// A bar on a terminal; nothing elsewhere.
Progress progress_bar();
void clear_progress_bar();

}  // namespace headwater
