#include "ingest/ingest.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "pipeline/scratch_run.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

std::string joined(const std::vector<std::string>& samples) {
  return fmt::format("{}", fmt::join(samples, " | "));
}

nlohmann::ordered_json as_json(const Recognition& r) {
  nlohmann::ordered_json columns = nlohmann::ordered_json::array();
  for (const Recognition::Column& c : r.columns) {
    columns.push_back(
        {{"column", c.column}, {"field", c.field}, {"how", c.how}, {"samples", c.samples}});
  }
  return {{"role", r.role},           {"format", r.format},   {"encoding", r.encoding},
          {"delimiter", r.delimiter}, {"decimal", r.decimal}, {"rows", r.rows},
          {"columns", columns}};
}

void print_recognition(const Recognition& r) {
  fmt::print("taken for    {} ({}{}{}), {} rows\n", r.role, r.format,
             r.encoding.empty() ? "" : ", " + r.encoding,
             r.delimiter.empty() ? "" : ", delimiter '" + r.delimiter + "'", r.rows);
  if (!r.decimal.empty()) {
    fmt::print("decimal mark '{}'\n", r.decimal);
  }
  for (const Recognition::Column& c : r.columns) {
    fmt::print("{:<28} {:<18} {:<14} {}\n", c.column, c.field.empty() ? "not used" : c.field, c.how,
               joined(c.samples));
  }
}

void explain_file(const TypedOptions& typed, const std::string& file) {
  Database database = scratch({.threads = typed.threads});
  Connection connection = database.connect();
  load_reference(connection, data_folder(typed.data));
  const std::optional<std::filesystem::path> mapping =
      typed.columns.empty() ? std::nullopt : std::optional<std::filesystem::path>(typed.columns);
  const Recognition recognition = explain(connection, file, mapping);
  if (typed.json) {
    fmt::print("{}\n",
               as_json(recognition).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  } else {
    print_recognition(recognition);
  }
}

void ingest_to_scratch(const TypedOptions& typed) {
  const RunOptions options = run_options(typed);
  ScratchRun scratch_run(options, Stage::ingest, progress_bar());
  clear_progress_bar();
  print_issues(scratch_run.connection(), options);
  const std::string totals =
      "SELECT name, role, format, encoding, delimiter, rows_read, rows_kept FROM inputs ORDER BY "
      "input_id";
  print_table(scratch_run.connection(), totals, typed.json ? "json" : "csv");
}

void ingest_to_case(const TypedOptions& typed) {
  RunOptions options = run_options(typed);
  options.command = "ingest";
  const RunSummary summary = run_stage(Stage::ingest, options, progress_bar());
  clear_progress_bar();
  print_summary(summary, options, typed.json);
}

}  // namespace

void add_ingest(CLI::App& app) {
  const auto typed = std::make_shared<TypedOptions>();
  const auto explained = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("ingest", "Reads ledgers, links, facilities and lists");
  take_inputs(*command, typed, false);
  command->add_option("--explain", *explained,
                      "Show what would be recognised in this file, and stop");
  take_case(*command, typed, false);
  take_common(*command, typed);
  command->footer("Example: headwater ingest --explain ledger.csv");
  command->callback([typed, explained] {
    if (!explained->empty()) {
      return explain_file(*typed, *explained);
    }
    if (typed->ledgers.empty() && typed->lists.empty() && typed->facilities.empty() &&
        typed->links.empty()) {
      throw CLI::RequiredError("a file to read");
    }
    typed->case_folder.empty() ? ingest_to_scratch(*typed) : ingest_to_case(*typed);
  });
}

}  // namespace headwater
