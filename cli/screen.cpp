#include "pipeline/screen.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output_file.h"
#include "cli/print.h"
#include "cli/screened_output.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

struct Typing {
  TypedOptions common;
  std::string names;
  std::string false_alarms;
  std::optional<double> threshold;
  std::string format;
  std::vector<std::string> indexes;
  std::string output = "-";
  ScreenOptions screen;
};

/// "0.1%" or "0.001".
double share_of_names(const std::string& typed) {
  const bool percent = typed.ends_with('%');
  const char* end = typed.data() + typed.size() - (percent ? 1 : 0);
  double share = 0;
  const auto [read_to, code] = std::from_chars(typed.data(), end, share);
  share = percent ? share / 100 : share;
  if (code != std::errc() || read_to != end || !(share > 0 && share < 1)) {
    throw CLI::ValidationError(
        "--false-alarms",
        fmt::format("'{}' is not a share of names; write it like 0.1% or 0.001", typed));
  }
  return share;
}

/// A match is shown, however many false alarms are allowed, unless a threshold was asked for.
void set_decisions(const Typing& typed, ScreenOptions& options) {
  if (!typed.false_alarms.empty()) {
    options.false_alarms = share_of_names(typed.false_alarms);
  }
  options.threshold = typed.threshold.value_or(std::min(options.threshold, match_score(options)));
}

/// A bar beside a table on the same terminal would tear it.
Progress progress_beside(const std::string& output) {
  return output == "-" && ::isatty(STDOUT_FILENO) != 0 ? Progress() : progress_bar();
}

void screen_names(const Typing& typed) {
  const RunOptions options = run_options(typed.common);
  if (typed.common.lists.empty() && typed.indexes.empty()) {
    throw CLI::RequiredError("--list or --index");
  }
  ScreenRequest request{.names = typed.names,
                        .lists = options.inputs.lists,
                        .indexes = {typed.indexes.begin(), typed.indexes.end()},
                        .options = typed.screen};
  request.options.threads = options.threads;
  set_decisions(typed, request.options);
  Database database = scratch(database_options(options));
  Connection connection = database.connect();
  load_reference(connection, options.data);
  OutputFile file(typed.output);
  ScreenedOutput output(database.connect(), file, typed.common.json ? "json" : typed.format);
  screen_file(
      database, request, [&](std::span<const Screened> batch) { output.write(batch); },
      progress_beside(typed.output));
  output.finish();
  clear_progress_bar();
  print_issues(connection, options);
}

}  // namespace

void add_screen(CLI::App& app) {
  const auto typed = std::make_shared<Typing>();
  typed->format = "csv";
  CLI::App* command = app.add_subcommand("screen", "Names against lists, with reasons");
  command
      ->add_option("NAMES", typed->names,
                   "File with a column of names, or FollowTheMoney entities; - is standard input")
      ->required();
  command->add_option("--list", typed->common.lists, "List to screen against");
  command->add_option("--index", typed->indexes, "File of headwater index to screen against");
  command->add_option("--top", typed->screen.top, "Candidates a name, at most")
      ->check(CLI::Range(1, 1000));
  command
      ->add_option("--threshold", typed->threshold, "Weakest score shown; 0 shows every candidate")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--false-alarms", typed->false_alarms,
                      "Share of names on no list that may get a match, for example 0.1%");
  command->add_option("--format", typed->format, "csv, json or ftm (FollowTheMoney entities)")
      ->check(CLI::IsMember({"csv", "json", "ftm"}));
  command->add_option("--output", typed->output, "File to write; - is standard output");
  take_common(*command, std::shared_ptr<TypedOptions>(typed, &typed->common));
  command->footer("Example: headwater screen suppliers.csv --list watchlist.csv --top 3");
  command->callback([typed] { screen_names(*typed); });
}

}  // namespace headwater
