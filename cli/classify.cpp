#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "pipeline/scratch_run.h"

namespace headwater {
namespace {

constexpr const char* candidates_query =
    "WITH sectors AS (SELECT wording_id, string_agg(sector || ':' || printf('%.4f', weight), ';' "
    "ORDER BY "
    "weight DESC, sector) AS sectors FROM wording_sectors GROUP BY wording_id) "
    "SELECT p.\"row\", c.rank, c.cpv_division, round(c.weight, 6) AS weight, s.sectors FROM "
    "purchases p "
    "JOIN purchase_wordings USING (purchase_id) JOIN wording_candidates c USING (wording_id) "
    "LEFT JOIN sectors s USING (wording_id) ORDER BY p.purchase_id, c.rank";

void classify_files(const TypedOptions& typed, const std::string& format) {
  const RunOptions options = run_options(typed);
  ScratchRun scratch_run(options, Stage::classify, progress_bar());
  clear_progress_bar();
  print_issues(scratch_run.connection(), options);
  print_table(scratch_run.connection(), candidates_query, typed.json ? "json" : format);
}

void classify_case(const TypedOptions& typed) {
  RunOptions options = run_options(typed);
  options.command = "classify";
  const RunSummary summary = run_stage(Stage::classify, options, progress_bar());
  clear_progress_bar();
  print_summary(summary, options, typed.json);
}

}  // namespace

void add_classify(CLI::App& app) {
  const auto typed = std::make_shared<TypedOptions>();
  const auto format = std::make_shared<std::string>("csv");
  CLI::App* command = app.add_subcommand(
      "classify", "Wording and codes -> a distribution over the table's sectors");
  take_inputs(*command, typed, false);
  take_case(*command, typed, false);
  command->add_option("--format", *format, "csv or json")->check(CLI::IsMember({"csv", "json"}));
  take_common(*command, typed);
  command->footer("Example: headwater classify ledger.csv --format csv");
  command->callback([typed, format] {
    if (typed->ledgers.empty() == typed->case_folder.empty()) {
      throw CLI::RequiredError("either a LEDGER or --case");
    }
    typed->ledgers.empty() ? classify_case(*typed) : classify_files(*typed, *format);
  });
}

}  // namespace headwater
