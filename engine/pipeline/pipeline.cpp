#include "pipeline/pipeline.h"

#include <fmt/format.h>
#include <malloc.h>

#include <array>
#include <functional>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/both.h"
#include "base/error.h"
#include "pipeline/outcome.h"
#include "pipeline/rooms.h"
#include "pipeline/version.h"
#include "reference/reference.h"
#include "store/case.h"
#include "store/records.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

constexpr std::array stages = {Stage::ingest, Stage::classify, Stage::resolve, Stage::trace,
                               Stage::score,  Stage::plan,     Stage::share};

/// For the database, which spills what is larger: a million rows were no faster with more.
constexpr const char* enough_memory = "400MB";

/// Share of the whole run each stage takes, for the progress bar.
double weight_of(Stage stage) {
  switch (stage) {
    case Stage::ingest:
    case Stage::resolve:
    case Stage::score:
      return 0.2;
    default:
      return 0.1;
  }
}

void set_meta(Connection& connection, const std::string& key, const std::string& value) {
  connection.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", {key, value});
}

bool is_done(Connection& connection, Stage stage) {
  return connection
      .text("SELECT value FROM meta WHERE key = ?", {fmt::format("stage.{}", name(stage))})
      .has_value();
}

void mark_done(Connection& connection, Stage done) {
  for (const Stage stage : stages) {
    if (stage > done) {
      connection.run("DELETE FROM meta WHERE key = ?", {fmt::format("stage.{}", name(stage))});
    }
  }
  set_meta(connection, fmt::format("stage.{}", name(done)), "done");
}

Progress part_of(const Progress& whole, Stage stage) {
  double before = 0;
  for (const Stage earlier : stages) {
    before += earlier < stage ? weight_of(earlier) : 0;
  }
  return [&whole, stage, before](std::string_view phrase, double fraction) {
    report(whole, fmt::format("{}: {}", name(stage), phrase), before + weight_of(stage) * fraction);
  };
}

void summarise(Connection& connection, RunSummary& summary) {
  summary.purchases = connection.integer("SELECT count(*) FROM purchases").value_or(0);
  summary.issues = connection.integer("SELECT count(*) FROM issues").value_or(0);
}

/// Each stage tells of the settings it used itself: the report shows them.
void describe(Connection& connection, Stage stage, const RunOptions& options) {
  set_meta(connection, "engine_version", std::string(engine_version()));
  set_meta(connection, "reference_edition", reference_edition(connection));
  if (stage == Stage::score) {
    set_meta(connection, "seed", std::to_string(options.seed));
    set_meta(connection, "draws", std::to_string(options.draws));
  }
  if (stage == Stage::plan) {
    set_meta(connection, "budget_usd", fmt::format("{}", options.budget_usd));
  }
}

/// After a failure, whose own message matters more than that of a file that cannot be written.
void try_to_write_issues(Connection& connection, const RunOptions& options) {
  try {
    if (options.issues_file) {
      write_issues(connection, *options.issues_file);
    }
  } catch (const Error&) {
    return;
  }
}

/// `work`, after which the problems met are written, also where it failed.
void telling_issues(Connection& connection, const RunOptions& options,
                    const std::function<void()>& work) {
  try {
    work();
  } catch (...) {
    try_to_write_issues(connection, options);
    throw;
  }
  if (options.issues_file) {
    write_issues(connection, *options.issues_file);
  }
}

std::string inputs_as_json(Connection& connection) {
  nlohmann::json list = nlohmann::json::array();
  Rows rows = connection.query("SELECT name, sha256 FROM inputs ORDER BY input_id");
  while (rows.next()) {
    list.push_back({{"name", *rows.row().text(0)}, {"sha256", *rows.row().text(1)}});
  }
  return list.dump();
}

/// What stages have freed goes back to the machine: else their peaks add up, a part in each
/// thread's arena.
void give_back_memory() { malloc_trim(0); }

/// All stages on an empty case, two of them at a time where they need nothing of each other:
/// names meet the rest of the ledger only where suppliers are scored and planned for, unless some
/// are disclosed or have answered.
void run_stages(Database& database, const RunOptions& options, Rooms& rooms,
                const Progress& progress, RunSummary& summary) {
  Connection connection = database.connect();
  Connection beside = database.connect();
  const auto part = [&](Stage stage) { return part_of(progress, stage); };
  const auto done = [&](std::initializer_list<Stage> finished) {
    for (const Stage stage : finished) {
      describe(connection, stage, options);
      mark_done(connection, stage);
    }
    give_back_memory();
  };
  both(
      options.threads, [&] { rooms.ingest(connection, part(Stage::ingest)); },
      [&] { rooms.load_table(beside); });
  done({Stage::ingest});
  const bool names_first = rooms.trace_needs_suppliers(connection);
  const auto after_classify = [&] {
    rooms.trace(connection, part(Stage::trace));
    rooms.score_ledger(connection, part(Stage::score));
  };
  both(
      options.threads,
      [&] {
        rooms.classify(connection, part(Stage::classify));
        if (!names_first) {
          after_classify();
        }
      },
      [&] { rooms.resolve(beside, {}); });
  if (names_first) {
    after_classify();
  }
  rooms.tell_orphans(connection);
  done({Stage::classify, Stage::resolve, Stage::trace});
  both(
      options.threads, [&] { rooms.score_suppliers(connection, part(Stage::score)); },
      [&] { rooms.plan(beside, {}); });
  done({Stage::score, Stage::plan});
  rooms.share(connection, beside, part(Stage::share), summary);
  done({Stage::share});
}

RunSummary run_all(Database& database, const RunOptions& options, Rooms& rooms,
                   const Progress& progress) {
  RunSummary summary;
  Connection connection = database.connect();
  load_reference(connection, options.data);
  telling_issues(connection, options,
                 [&] { run_stages(database, options, rooms, progress, summary); });
  summary.outcome = outcome(connection, Stage::plan);
  summarise(connection, summary);
  return summary;
}

/// Puts a finished report in the place of the old one.
void swap_report(const fs::path& from, const fs::path& to, std::vector<fs::path>& files) {
  for (const char* name : {"report.html", "exports"}) {
    if (fs::exists(from / name)) {
      fs::remove_all(to / name);
      fs::rename(from / name, to / name);
    }
  }
  fs::remove_all(from);
  for (fs::path& file : files) {
    file = to / fs::relative(file, from);
  }
}

void refuse_to_replace(const Case& opened, const RunOptions& options) {
  if (opened.has_results() && !options.overwrite) {
    throw Error(fmt::format("{}: the case already holds results; give --overwrite to replace them",
                            opened.folder().string()));
  }
}

RunSummary rerun_share(const RunOptions& options, const Progress& progress) {
  const fs::path folder = *options.case_folder;
  Database database = open_derived(folder, database_options(options));
  Connection connection = database.connect();
  require_earlier(connection, Stage::share);
  if (fs::exists(folder / "report.html") && !options.overwrite) {
    throw Error(
        fmt::format("{}: a report stands there; give --overwrite to replace it", folder.string()));
  }
  Connection beside = database.connect();
  RunSummary summary;
  Rooms rooms(options, Entered{}, folder / ".share");
  telling_issues(connection, options, [&] { rooms.share(connection, beside, progress, summary); });
  swap_report(folder / ".share", folder, summary.files);
  summarise(connection, summary);
  return summary;
}

/// One stage by itself; share has a way of its own.
void run_room(Stage stage, Connection& connection, Rooms& rooms, const Progress& progress) {
  switch (stage) {
    case Stage::ingest:
      return rooms.ingest(connection, progress);
    case Stage::classify:
      return rooms.classify(connection, progress);
    case Stage::resolve:
      rooms.resolve(connection, progress);
      return rooms.tell_orphans(connection);
    case Stage::trace:
      return rooms.trace(connection, progress);
    case Stage::score:
      rooms.score_ledger(connection, progress);
      return rooms.score_suppliers(connection, progress);
    case Stage::plan:
      return rooms.plan(connection, progress);
    case Stage::share:
      return;
  }
}

void check_may_rerun(Connection& connection, Stage stage, const RunOptions& options) {
  require_earlier(connection, stage);
  if (is_done(connection, stage) && !options.overwrite) {
    throw Error(fmt::format("{}: '{}' has been done in this case; give --overwrite to do it again",
                            options.case_folder->string(), name(stage)));
  }
}

}  // namespace

void require_earlier(Connection& connection, Stage stage) {
  for (const Stage earlier : stages) {
    if (earlier < stage && earlier != Stage::plan && !is_done(connection, earlier)) {
      throw Error(fmt::format("the case has not been through '{}' yet: run headwater {} first",
                              name(earlier), name(earlier)));
    }
  }
}

DatabaseOptions database_options(const RunOptions& options) {
  return {.threads = options.threads,
          .memory_limit = options.memory_limit.empty() ? enough_memory : options.memory_limit};
}

std::string_view name(Stage stage) {
  static constexpr std::array<std::string_view, 7> names = {
      "ingest", "classify", "resolve", "trace", "score", "plan", "share"};
  return names.at(static_cast<std::size_t>(stage));
}

RunSummary run(const RunOptions& options, const Progress& progress) {
  if (options.issues_file) {
    require_writable(*options.issues_file);
  }
  Case opened = Case::open_for_writing(*options.case_folder);
  refuse_to_replace(opened, options);
  Records records(opened.folder() / "records.sqlite");
  RunSummary summary;
  std::int64_t run_id = 0;
  {
    Database database = opened.begin(database_options(options), false);
    Rooms rooms(options, entered(records), opened.folder() / ".share");
    summary = run_all(database, options, rooms, progress);
    Connection connection = database.connect();
    run_id =
        records.begin_run({options.command, std::string(engine_version()),
                           reference_edition(connection), options.now, inputs_as_json(connection)});
  }
  opened.commit();
  swap_report(opened.folder() / ".share", opened.folder(), summary.files);
  records.finish_run(run_id, options.now);
  return summary;
}

RunSummary run_stage(Stage stage, const RunOptions& options, const Progress& progress) {
  if (options.issues_file) {
    require_writable(*options.issues_file);
  }
  if (stage == Stage::share) {
    return rerun_share(options, progress);
  }
  const bool first = stage == Stage::ingest;
  if (!first && !fs::exists(*options.case_folder / "derived.duckdb")) {
    throw Error(fmt::format("{}: no case here yet: run headwater ingest or headwater run first",
                            options.case_folder->string()));
  }
  Case opened = Case::open_for_writing(*options.case_folder);
  if (first) {
    refuse_to_replace(opened, options);
  }
  const Records records(opened.folder() / "records.sqlite");
  RunSummary summary;
  {
    Database database = opened.begin(database_options(options), !first);
    Connection connection = database.connect();
    if (!first) {
      check_may_rerun(connection, stage, options);
    }
    load_reference(connection, options.data);
    Rooms rooms(options, entered(records), opened.folder() / ".share");
    telling_issues(connection, options, [&] { run_room(stage, connection, rooms, progress); });
    describe(connection, stage, options);
    mark_done(connection, stage);
    summary.outcome = outcome(connection, stage);
    summarise(connection, summary);
  }
  opened.commit();
  return summary;
}

std::string reasons_in(const fs::path& case_folder, const std::string& about) {
  Database database = open_derived(case_folder, {});
  Connection connection = database.connect();
  require_earlier(connection, Stage::plan);
  return why(connection, about);
}

}  // namespace headwater
