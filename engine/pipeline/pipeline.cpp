#include "pipeline/pipeline.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/error.h"
#include "classify/classify.h"
#include "model/issue.h"
#include "network/input_output.h"
#include "network/trace.h"
#include "pipeline/version.h"
#include "plan/plan.h"
#include "reference/reference.h"
#include "resolve/resolve.h"
#include "score/score.h"
#include "store/case.h"
#include "store/records.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

constexpr std::array stages = {Stage::ingest, Stage::classify, Stage::resolve, Stage::trace,
                               Stage::score,  Stage::plan,     Stage::share};

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

DatabaseOptions database_options(const RunOptions& options) {
  return {.threads = options.threads,
          .memory_limit = options.memory_limit.empty() ? "1GB" : options.memory_limit};
}

fs::path table_folder(const RunOptions& options) {
  return options.table.empty() ? options.data / "io" : options.table;
}

std::vector<Judgement> standing_judgements(const Records* records) {
  std::vector<Judgement> result;
  if (records) {
    for (const RecordedJudgement& j : records->judgements()) {
      result.push_back({j.subject, j.object, j.verdict == "same"});
    }
  }
  return result;
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

void require_earlier(Connection& connection, Stage stage) {
  for (const Stage earlier : stages) {
    if (earlier < stage && earlier != Stage::plan && !is_done(connection, earlier)) {
      throw Error(fmt::format("the case has not been through '{}' yet: run headwater {} first",
                              name(earlier), name(earlier)));
    }
  }
}

/// What a stage needs besides the database, kept for the stages of one run.
class Rooms {
 public:
  Rooms(const RunOptions& options, std::vector<Judgement> judgements, fs::path share_folder)
      : options_(options),
        judgements_(std::move(judgements)),
        share_folder_(std::move(share_folder)) {}

  void run(Stage stage, Connection& connection, const Progress& progress, RunSummary& summary) {
    connection.run("DELETE FROM issues WHERE stage = ?", {std::string(name(stage))});
    switch (stage) {
      case Stage::ingest:
        return ingest(connection, options_.inputs, progress);
      case Stage::classify:
        return classify(connection, options_.data, progress);
      case Stage::resolve:
        return resolve(connection, {.judgements = judgements_, .threads = options_.threads},
                       progress);
      case Stage::trace:
        return trace(connection, table(connection),
                     {.draws = options_.draws, .seed = options_.seed, .threads = options_.threads},
                     progress);
      case Stage::score:
        return score(connection, table(connection),
                     {.draws = options_.draws, .seed = options_.seed, .threads = options_.threads},
                     progress);
      case Stage::plan:
        return plan(connection, {.budget_usd = options_.budget_usd, .seed = options_.seed},
                    progress);
      case Stage::share:
        summary.files = share(connection,
                              {.folder = share_folder_,
                               .data = options_.data,
                               .title = "",
                               .name_suppliers = options_.name_suppliers},
                              progress);
        return;
    }
  }

 private:
  const InputOutput& table(Connection& connection) {
    if (!table_) {
      table_.emplace(InputOutput::load(connection, table_folder(options_)));
    }
    return *table_;
  }

  const RunOptions& options_;
  std::vector<Judgement> judgements_;
  fs::path share_folder_;
  std::optional<InputOutput> table_;
};

Progress part_of(const Progress& whole, Stage stage, double before) {
  return [&whole, stage, before](std::string_view phrase, double fraction) {
    report(whole, fmt::format("{}: {}", name(stage), phrase), before + weight_of(stage) * fraction);
  };
}

void summarise(Connection& connection, RunSummary& summary) {
  summary.purchases = connection.integer("SELECT count(*) FROM purchases").value_or(0);
  summary.issues = connection.integer("SELECT count(*) FROM issues").value_or(0);
}

void write_issues(Connection& connection, const RunOptions& options) {
  if (options.issues_file) {
    connection.run(
        fmt::format("COPY (SELECT * EXCLUDE (issue_id) FROM issues ORDER BY issue_id) TO {} "
                    "(FORMAT csv, HEADER)",
                    sql_text(options.issues_file->string())));
  }
}

void describe_run(Connection& connection, const RunOptions& options) {
  set_meta(connection, "engine_version", std::string(engine_version()));
  set_meta(connection, "reference_edition", reference_edition(connection));
  set_meta(connection, "seed", std::to_string(options.seed));
  set_meta(connection, "draws", std::to_string(options.draws));
  set_meta(connection, "budget_usd", fmt::format("{}", options.budget_usd));
}

std::string inputs_as_json(Connection& connection) {
  nlohmann::json list = nlohmann::json::array();
  Rows rows = connection.query("SELECT name, sha256 FROM inputs ORDER BY input_id");
  while (rows.next()) {
    list.push_back({{"name", *rows.row().text(0)}, {"sha256", *rows.row().text(1)}});
  }
  return list.dump();
}

RunSummary run_all(Connection& connection, const RunOptions& options, Rooms& rooms,
                   const Progress& progress) {
  RunSummary summary;
  load_reference(connection, options.data);
  describe_run(connection, options);
  double before = 0;
  for (const Stage stage : stages) {
    if (stage == Stage::share) {
      summary.findings = findings(connection);
    }
    rooms.run(stage, connection, part_of(progress, stage, before), summary);
    mark_done(connection, stage);
    before += weight_of(stage);
  }
  summarise(connection, summary);
  write_issues(connection, options);
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
  RunSummary summary;
  summary.findings = findings(connection);
  summary.files = share(connection,
                        {.folder = folder / ".share",
                         .data = options.data,
                         .title = "",
                         .name_suppliers = options.name_suppliers},
                        progress);
  swap_report(folder / ".share", folder, summary.files);
  summarise(connection, summary);
  return summary;
}

void check_may_rerun(Connection& connection, Stage stage, const RunOptions& options) {
  require_earlier(connection, stage);
  if (is_done(connection, stage) && !options.overwrite) {
    throw Error(fmt::format("{}: '{}' has been done in this case; give --overwrite to do it again",
                            options.case_folder->string(), name(stage)));
  }
}

}  // namespace

std::string_view name(Stage stage) {
  static constexpr std::array<std::string_view, 7> names = {
      "ingest", "classify", "resolve", "trace", "score", "plan", "share"};
  return names.at(static_cast<std::size_t>(stage));
}

RunSummary run(const RunOptions& options, const Progress& progress) {
  Case opened = Case::open_for_writing(*options.case_folder);
  refuse_to_replace(opened, options);
  Records records(opened.folder() / "records.sqlite");
  RunSummary summary;
  std::int64_t run_id = 0;
  {
    Database database = opened.begin(database_options(options), false);
    Connection connection = database.connect();
    Rooms rooms(options, standing_judgements(&records), opened.folder() / ".share");
    summary = run_all(connection, options, rooms, progress);
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
  if (stage == Stage::share) {
    return rerun_share(options, progress);
  }
  Case opened = Case::open_for_writing(*options.case_folder);
  const bool first = stage == Stage::ingest;
  if (first) {
    refuse_to_replace(opened, options);
  } else if (!opened.has_results()) {
    throw Error(fmt::format("{}: the case is empty: run headwater ingest or headwater run first",
                            opened.folder().string()));
  }
  Records records(opened.folder() / "records.sqlite");
  RunSummary summary;
  {
    Database database = opened.begin(database_options(options), !first);
    Connection connection = database.connect();
    if (!first) {
      check_may_rerun(connection, stage, options);
    }
    load_reference(connection, options.data);
    describe_run(connection, options);
    Rooms rooms(options, standing_judgements(&records), opened.folder() / ".share");
    rooms.run(stage, connection, progress, summary);
    mark_done(connection, stage);
    summarise(connection, summary);
    write_issues(connection, options);
  }
  opened.commit();
  return summary;
}

}  // namespace headwater
