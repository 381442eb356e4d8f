#include "pipeline/rooms.h"

#include <string>
#include <utility>

#include "base/appender.h"
#include "classify/classify.h"
#include "ingest/ingest.h"
#include "model/issue.h"
#include "network/disclosure.h"
#include "network/trace.h"
#include "pipeline/judgements.h"
#include "plan/plan.h"
#include "reference/reference.h"
#include "share/share.h"

namespace headwater {
namespace {

/// A room is entered anew: what it told of before is gone.
void forget_issues(Connection& connection, Stage stage) {
  connection.run("DELETE FROM issues WHERE stage = ?", {std::string(name(stage))});
}

/// Answers about suppliers that the case does not have.
void tell_missing_suppliers(Connection& connection) {
  std::vector<Issue> issues;
  Rows missing = connection.query(
      "SELECT entity_id, country FROM answered_origins ANTI JOIN entities USING (entity_id) "
      "ORDER BY entity_id");
  while (missing.next()) {
    issues.push_back({.severity = Severity::note,
                      .file = "records.sqlite",
                      .row = std::nullopt,
                      .field = "answer",
                      .value = std::string(missing.row().text(0).value_or("")),
                      .reason = "a supplier that is not in the case now answered where its goods "
                                "are made",
                      .advice = "it stays on record; where the supplier goes by another code now, "
                                "put the answer on record there"});
  }
  record(connection, name(Stage::trace), issues);
}

}  // namespace

Entered entered(const Records& records) {
  return {.judgements = records.judgements(), .answered_origins = records.answered_origins()};
}

Rooms::Rooms(const RunOptions& options, Entered entered, std::filesystem::path share_folder)
    : options_(options), entered_(std::move(entered)), share_folder_(std::move(share_folder)) {}

void Rooms::load_table(Connection& connection) {
  table_.emplace(InputOutput::load(connection,
                                   options_.table.empty() ? options_.data / "io" : options_.table));
  if (options_.table.empty()) {
    another_year_.emplace(InputOutput::load(connection, options_.data / "io" / "2005"));
  }
}

const InputOutput& Rooms::table(Connection& connection) {
  if (!table_) {
    load_table(connection);
  }
  return *table_;
}

const InputOutput& Rooms::traced(Connection& connection) {
  if (!traced_) {
    traced_ = traced_table(connection, table(connection),
                           assumption(connection, "network.coverage.prior_mean").value);
  }
  return traced_ ? *traced_ : table(connection);
}

ScoreOptions Rooms::score_options(Connection& connection) {
  table(connection);  // with it comes that of another year
  return {.draws = options_.draws,
          .seed = options_.seed,
          .threads = options_.threads,
          .another_year = another_year_ ? &*another_year_ : nullptr};
}

void Rooms::ingest(Connection& connection, const Progress& progress) {
  forget_issues(connection, Stage::ingest);
  headwater::ingest(connection, options_.inputs, progress);
}

void Rooms::classify(Connection& connection, const Progress& progress) {
  forget_issues(connection, Stage::classify);
  headwater::classify(connection, options_.data, progress);
}

void Rooms::resolve(Connection& connection, const Progress& progress) {
  forget_issues(connection, Stage::resolve);
  headwater::resolve(
      connection,
      {.judgements = judgements_for(connection, entered_.judgements, options_.threads),
       .threads = options_.threads},
      progress);
}

void Rooms::tell_orphans(Connection& connection) {
  headwater::tell_orphans(connection, entered_.judgements, options_.threads);
}

bool Rooms::trace_needs_suppliers(Connection& connection) const {
  return !entered_.answered_origins.empty() ||
         connection
                 .integer(
                     "SELECT (SELECT count(*) FROM links) + (SELECT count(*) FROM facilities) "
                     "+ (SELECT count(*) FROM answered_origins)")
                 .value_or(0) > 0;
}

void Rooms::take_answers(Connection& connection) const {
  connection.run("DELETE FROM answered_origins");
  Appender rows(connection, "answered_origins");
  for (const RecordedNote& answer : entered_.answered_origins) {
    rows.row(answer.about, answer.origin, answer.made, answer.who, answer.source);
  }
  rows.close();
}

void Rooms::trace(Connection& connection, const Progress& progress) {
  forget_issues(connection, Stage::trace);
  traced_.reset();
  take_answers(connection);
  headwater::trace(connection, table(connection),
                   {.draws = options_.draws, .seed = options_.seed, .threads = options_.threads},
                   progress);
  tell_missing_suppliers(connection);
}

void Rooms::score_ledger(Connection& connection, const Progress& progress) {
  forget_issues(connection, Stage::score);
  scored_.emplace(
      headwater::score_ledger(connection, traced(connection), score_options(connection), progress));
}

void Rooms::score_suppliers(Connection& connection, const Progress& progress) {
  headwater::score_suppliers(connection, traced(connection), scored_.value(),
                             score_options(connection), progress);
}

void Rooms::plan(Connection& connection, const Progress& progress) {
  forget_issues(connection, Stage::plan);
  headwater::plan(
      connection,
      {.budget_usd = options_.budget_usd, .seed = options_.seed, .threads = options_.threads},
      progress);
}

void Rooms::share(Connection& connection, Connection& beside, const Progress& progress,
                  RunSummary& summary) {
  Shared shared = headwater::share(connection, beside,
                                   {.folder = share_folder_,
                                    .data = options_.data,
                                    .title = "",
                                    .name_suppliers = options_.name_suppliers,
                                    .threads = options_.threads},
                                   progress);
  summary.files = std::move(shared.files);
  summary.findings = std::move(shared.findings);
}

}  // namespace headwater
