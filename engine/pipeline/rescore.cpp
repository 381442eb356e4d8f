#include "pipeline/rescore.h"

#include <fmt/format.h>

#include <cstdlib>

#include "pipeline/pipeline.h"
#include "pipeline/rooms.h"
#include "reference/reference.h"
#include "store/records.h"

namespace headwater {
namespace {

std::string setting(Connection& connection, const std::string& key, const char* otherwise) {
  return connection.text("SELECT value FROM meta WHERE key = ?", {key}).value_or(otherwise);
}

RunOptions as_last_run(Connection& connection, const Case& opened, const RescoreOptions& options) {
  RunOptions run;
  run.data = options.data;
  run.table = options.table;
  run.case_folder = opened.folder();
  run.overwrite = true;
  run.threads = options.threads;
  run.memory_limit = options.memory_limit;
  run.seed = std::strtoull(setting(connection, "seed", "1").c_str(), nullptr, 10);
  run.draws = std::atoi(setting(connection, "draws", "1000").c_str());
  run.budget_usd = std::atof(setting(connection, "budget_usd", "0").c_str());
  return run;
}

/// A stage's own progress as a part of the whole; told at its beginning too, so that each can be
/// cancelled.
Progress part_of(const Progress& whole, const char* stage, double from, double to) {
  report(whole, stage, from);
  return [&whole, stage, from, to](std::string_view phrase, double fraction) {
    report(whole, fmt::format("{}: {}", stage, phrase), from + (to - from) * fraction);
  };
}

void run_again(Database& database, const Case& opened, const RescoreOptions& options,
               const Progress& progress) {
  Connection connection = database.connect();
  load_reference(connection, options.data);
  const RunOptions run = as_last_run(connection, opened, options);
  const Records records(opened.folder() / "records.sqlite");
  Rooms rooms(run, entered(records), opened.folder() / ".share");
  rooms.resolve(connection, part_of(progress, "names", 0.05, 0.4));
  if (rooms.trace_needs_suppliers(connection)) {
    rooms.trace(connection, part_of(progress, "upstream", 0.4, 0.5));
  }
  rooms.tell_orphans(connection);
  rooms.score_ledger(connection, part_of(progress, "exposure", 0.5, 0.65));
  rooms.score_suppliers(connection, part_of(progress, "suppliers", 0.65, 0.75));
  rooms.plan(connection, part_of(progress, "plan", 0.75, 0.95));
  report(progress, "putting the results in place", 0.95);
}

}  // namespace

void rescore(Case& opened, const RescoreOptions& options, const Progress& progress) {
  RunOptions limits;
  limits.threads = options.threads;
  limits.memory_limit = options.memory_limit;
  {
    Database database = opened.begin(database_options(limits), true);
    run_again(database, opened, options, progress);
  }
  opened.commit();
}

}  // namespace headwater
