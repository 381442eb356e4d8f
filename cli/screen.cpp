#include "pipeline/screen.h"

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

struct Typing {
  TypedOptions common;
  std::string names;
  ScreenOptions screen;
};

void screen_names(const Typing& typed) {
  const RunOptions options = run_options(typed.common);
  Database database = scratch({.threads = options.threads, .memory_limit = options.memory_limit});
  Connection connection = database.connect();
  load_reference(connection, options.data);
  ScreenOptions screen = typed.screen;
  screen.threads = options.threads;
  screen_file(connection, typed.names, options.inputs.lists, screen, progress_bar());
  clear_progress_bar();
  print_issues(connection, options);
  // JSON says besides when the party was listed, in which edition, and where.
  const std::string_view columns =
      typed.common.json ? "*"
                        : "query_row, query_name, candidate_id, candidate_name, list, score, "
                          "decision, reasons";
  print_table(
      connection,
      fmt::format("SELECT {} FROM screened ORDER BY query_row, score DESC, candidate_id", columns),
      typed.common.json ? "json" : "csv");
}

}  // namespace

void add_screen(CLI::App& app) {
  const auto typed = std::make_shared<Typing>();
  CLI::App* command = app.add_subcommand("screen", "Names against lists, as a table with reasons");
  command->add_option("NAMES", typed->names, "File with a column of names")->required();
  command->add_option("--list", typed->common.lists, "List to screen against")->required();
  command->add_option("--top", typed->screen.top, "Candidates a name, at most")
      ->check(CLI::Range(1, 1000));
  command
      ->add_option("--threshold", typed->screen.threshold,
                   "Weakest score shown; 0 shows every candidate")
      ->check(CLI::Range(0.0, 1.0));
  take_common(*command, std::shared_ptr<TypedOptions>(typed, &typed->common));
  command->footer("Example: headwater screen suppliers.csv --list watchlist.csv --top 3");
  command->callback([typed] { screen_names(*typed); });
}

}  // namespace headwater
