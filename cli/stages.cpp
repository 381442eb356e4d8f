#include <array>
#include <string>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"

namespace headwater {
namespace {

struct StageCommand {
  Stage stage;
  const char* help;
  const char* example;
};

constexpr std::array stage_commands = {
    StageCommand{Stage::resolve, "One supplier from its many spellings; screening against lists",
                 "Example: headwater resolve --case my-case --overwrite"},
    StageCommand{Stage::trace, "Follows the purchases upstream through the input–output table",
                 "Example: headwater trace --case my-case --overwrite"},
    StageCommand{Stage::score, "Risk with intervals, ranks with their stability, reasons",
                 "Example: headwater score --case my-case --draws 2000 --overwrite"},
    StageCommand{Stage::plan, "Chooses measures for a budget, with a proven gap",
                 "Example: headwater plan --case my-case --budget 100000EUR --overwrite"},
    StageCommand{Stage::share, "Writes the report and the exports of a case",
                 "Example: headwater share --case my-case --redact --overwrite"},
};

void add_stage(CLI::App& app, const StageCommand& stage) {
  const auto typed = std::make_shared<TypedOptions>();
  CLI::App* command = app.add_subcommand(std::string(name(stage.stage)), stage.help);
  take_case(*command, typed, true);
  if (stage.stage == Stage::trace || stage.stage == Stage::score) {
    take_calculation(*command, typed);
  }
  if (stage.stage == Stage::plan) {
    command->add_option("--budget", typed->budget, "What may be spent: 250000 or 250000EUR")
        ->required();
    take_seed(*command, typed);
  }
  if (stage.stage == Stage::share) {
    command->add_flag("--redact", typed->redact, "Show suppliers by their id only");
  }
  take_common(*command, typed);
  command->footer(stage.example);
  command->callback([typed, which = stage.stage] {
    RunOptions options = run_options(*typed);
    options.command = std::string(name(which));
    const RunSummary summary = run_stage(which, options, progress_bar());
    clear_progress_bar();
    print_summary(summary, options, typed->json);
  });
}

}  // namespace

void add_stages(CLI::App& app) {
  for (const StageCommand& stage : stage_commands) {
    add_stage(app, stage);
  }
}

}  // namespace headwater
