#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/database.h"
#include "base/progress.h"
#include "network/input_output.h"
#include "pipeline/pipeline.h"
#include "score/score.h"
#include "store/records.h"

namespace headwater {

/// What people entered that the rooms heed.
struct Entered {
  std::vector<RecordedJudgement> judgements = {};  ///< that stand
  std::vector<RecordedNote> answered_origins = {};
};
Entered entered(const Records& records);

/// The rooms with the settings of a run, and what one leaves for the next besides the database. Two
/// may be at work at once, each with a connection of its own.
class Rooms {
 public:
  Rooms(const RunOptions& options, Entered entered, std::filesystem::path share_folder);

  void load_table(Connection& connection);
  void ingest(Connection& connection, const Progress& progress);
  void classify(Connection& connection, const Progress& progress);
  void resolve(Connection& connection, const Progress& progress);
  /// Once resolve is done; apart from it, since issues of stages run at once would mix.
  void tell_orphans(Connection& connection);
  /// Whether trace depends on who the suppliers are: links and facility lists name companies, and
  /// some have answered where their goods are made, now or at the last trace.
  bool trace_needs_suppliers(Connection& connection) const;
  void trace(Connection& connection, const Progress& progress);
  void score_ledger(Connection& connection, const Progress& progress);
  void score_suppliers(Connection& connection, const Progress& progress);  ///< after score_ledger
  void plan(Connection& connection, const Progress& progress);
  void share(Connection& connection, Connection& beside, const Progress& progress,
             RunSummary& summary);

 private:
  void take_answers(Connection& connection) const;
  const InputOutput& table(Connection& connection);
  const InputOutput& traced(Connection& connection);  ///< with the case's disclosed suppliers
  ScoreOptions score_options(Connection& connection);

  const RunOptions& options_;
  Entered entered_;
  std::filesystem::path share_folder_;
  std::optional<InputOutput> table_;
  std::optional<InputOutput> another_year_;  ///< where the shipped table is used
  std::optional<InputOutput> traced_;        ///< where the case has disclosed suppliers
  std::optional<ScoredLedger> scored_;
};

}  // namespace headwater
