#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"

namespace headwater {

void add_run(CLI::App& app) {
  const auto typed = std::make_shared<TypedOptions>();
  CLI::App* command =
      app.add_subcommand("run", "The main job: from a ledger to a report, all stages");
  take_inputs(*command, typed, true);
  take_case(*command, typed, true);
  take_calculation(*command, typed);
  command->add_option("--budget", typed->budget,
                      "What may be spent on measures: 250000 or 250000EUR");
  command->add_flag("--redact", typed->redact, "Show suppliers by their id only");
  take_common(*command, typed);
  command->footer(
      "Example: headwater run ledger.csv --lists watchlist.csv --budget 250000EUR --case my-case");
  command->callback([typed] {
    RunOptions options = run_options(*typed);
    options.command = "run";
    const RunSummary summary = run(options, progress_bar());
    clear_progress_bar();
    print_summary(summary, options, typed->json);
  });
}

}  // namespace headwater
