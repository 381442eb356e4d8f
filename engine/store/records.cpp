#include "store/records.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/text.h"

namespace headwater {

std::string_view embedded_records_v1_sql();
std::string_view embedded_records_v2_sql();
std::string_view embedded_records_v3_sql();

namespace {

constexpr int schema_version = 3;

[[noreturn]] void fail(sqlite3* database, const std::string& file) {
  throw Error(fmt::format("{}: {}", file, sqlite3_errmsg(database)));
}

/// A prepared statement with its values bound in order.
class Statement {
 public:
  Statement(sqlite3* database, const std::string& file, const char* sql)
      : database_(database), file_(file) {
    if (sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) != SQLITE_OK) {
      fail(database_, file_);
    }
  }
  Statement(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(statement_); }

  Statement& bind(const std::string& value) {
    sqlite3_bind_text(statement_, ++bound_, value.data(), static_cast<int>(value.size()),
                      SQLITE_TRANSIENT);
    return *this;
  }
  Statement& bind(std::int64_t value) {
    sqlite3_bind_int64(statement_, ++bound_, value);
    return *this;
  }
  bool step() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) {
      fail(database_, file_);
    }
    return result == SQLITE_ROW;
  }
  std::string text(int column) const {
    const auto* value = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return value ? value : "";
  }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }

 private:
  sqlite3* database_;
  std::string file_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

}  // namespace

struct Records::Parts {
  explicit Parts(const std::filesystem::path& path) : file(path.string()) {
    if (sqlite3_open(file.c_str(), &database) != SQLITE_OK) {
      const std::string message = sqlite3_errmsg(database);
      sqlite3_close(database);
      throw Error(fmt::format("{}: {}", file, message));
    }
  }
  Parts(const Parts&) = delete;
  ~Parts() { sqlite3_close(database); }

  void run(const std::string& sql) {
    if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      fail(database, file);
    }
  }

  /// In one transaction.
  void all_or_none(const std::function<void()>& work) {
    run("BEGIN IMMEDIATE");
    try {
      work();
      run("COMMIT");
    } catch (...) {
      sqlite3_exec(database, "ROLLBACK", nullptr, nullptr, nullptr);
      throw;
    }
  }

  void refuse_blank(const RecordedJudgement& judgement) const;
  void refuse_newer(const RecordedJudgement& judgement, std::int64_t seen);

  std::string file;
  sqlite3* database = nullptr;
};

Records::Records(const std::filesystem::path& file) : parts_(std::make_unique<Parts>(file)) {
  sqlite3_busy_timeout(parts_->database, 5000);
  parts_->run("PRAGMA trusted_schema=OFF; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
  Statement version(parts_->database, parts_->file, "PRAGMA user_version");
  version.step();
  if (version.integer(0) > schema_version) {
    throw Error(fmt::format("{}: from a newer version (schema {}, this headwater reads {})",
                            parts_->file, version.integer(0), schema_version));
  }
  if (version.integer(0) < schema_version) {
    parts_->run("BEGIN IMMEDIATE;" + std::string(embedded_records_v1_sql()) +
                std::string(embedded_records_v2_sql()) + std::string(embedded_records_v3_sql()) +
                fmt::format("PRAGMA user_version={}; COMMIT;", schema_version));
  }
}

Records::Records(Records&&) noexcept = default;
Records::~Records() = default;

void Records::Parts::refuse_blank(const RecordedJudgement& j) const {
  for (const std::string* text : {&j.made, &j.who, &j.why, &j.subject, &j.object}) {
    if (trimmed(*text).empty()) {
      throw Error(fmt::format("{}: a judgement must say who made it, why, and about what", file));
    }
  }
}

/// Within a transaction, so that nobody comes between.
void Records::Parts::refuse_newer(const RecordedJudgement& j, std::int64_t seen) {
  Statement select(database, file,
                   "SELECT judgement_id, made, who, why, subject, object, verdict FROM judgements "
                   "WHERE judgement_id > ?1 AND ((subject = ?2 AND object = ?3) OR (subject = ?3 "
                   "AND object = ?2)) ORDER BY judgement_id DESC LIMIT 1");
  select.bind(seen).bind(j.subject).bind(j.object);
  if (select.step()) {
    throw NewerJudgement({select.integer(0), select.text(1), select.text(2), select.text(3),
                          select.text(4), select.text(5), select.text(6)});
  }
}

NewerJudgement::NewerJudgement(RecordedJudgement newer)
    : std::runtime_error(fmt::format("{} judged this pair '{}' since you looked ({}): {}",
                                     newer.who, newer.verdict, newer.made, newer.why)),
      newer_(std::move(newer)) {}

void Records::add(const std::vector<RecordedJudgement>& judgements,
                  std::optional<std::int64_t> seen) {
  for (const RecordedJudgement& j : judgements) {
    parts_->refuse_blank(j);
  }
  parts_->all_or_none([&] {
    for (const RecordedJudgement& j : judgements) {
      if (seen) {
        parts_->refuse_newer(j, *seen);
      }
      Statement insert(parts_->database, parts_->file,
                       "INSERT INTO judgements (made, who, why, subject, object, verdict) "
                       "VALUES (?, ?, ?, ?, ?, ?)");
      insert.bind(j.made).bind(j.who).bind(j.why);
      insert.bind(j.subject).bind(j.object).bind(j.verdict).step();
    }
  });
}

std::vector<JudgementOnRecord> Records::history() const {
  Statement select(parts_->database, parts_->file,
                   "SELECT judgement_id, made, who, why, subject, object, verdict FROM judgements "
                   "ORDER BY judgement_id");
  std::vector<JudgementOnRecord> result;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> open;  // on each pair
  while (select.step()) {
    RecordedJudgement j{select.integer(0), select.text(1), select.text(2), select.text(3),
                        select.text(4),    select.text(5), select.text(6)};
    auto& earlier = open[std::minmax(j.subject, j.object)];
    const bool undo = j.verdict == "undo";
    for (const std::size_t place : earlier) {
      result[place].state = undo ? JudgementState::undone : JudgementState::replaced;
      result[place].ended_by = j;
    }
    earlier.clear();
    if (!undo) {
      earlier.push_back(result.size());
      result.push_back({.judgement = std::move(j)});
    }
  }
  return result;
}

std::vector<RecordedJudgement> Records::judgements() const {
  std::vector<RecordedJudgement> result;
  for (JudgementOnRecord& on_record : history()) {
    if (on_record.state == JudgementState::standing) {
      result.push_back(std::move(on_record.judgement));
    }
  }
  return result;
}

std::int64_t Records::newest() {
  Statement select(parts_->database, parts_->file,
                   "SELECT coalesce(max(judgement_id), 0) FROM judgements");
  select.step();
  return select.integer(0);
}

void Records::add_undecided(const RecordedJudgement& j) {
  parts_->refuse_blank(j);
  Statement insert(parts_->database, parts_->file,
                   "INSERT INTO undecided (after, made, who, why, subject, object) VALUES ((SELECT "
                   "coalesce(max(judgement_id), 0) FROM judgements), ?, ?, ?, ?, ?)");
  insert.bind(j.made).bind(j.who).bind(j.why).bind(j.subject).bind(j.object).step();
}

std::vector<RecordedJudgement> Records::undecided() const {
  Statement select(
      parts_->database, parts_->file,
      "SELECT u.undecided_id, u.made, u.who, u.why, u.subject, u.object FROM undecided u "
      "WHERE NOT EXISTS (SELECT 1 FROM judgements j WHERE j.judgement_id > u.after AND "
      "((j.subject = u.subject AND j.object = u.object) OR (j.subject = u.object AND "
      "j.object = u.subject))) ORDER BY u.undecided_id");
  std::vector<RecordedJudgement> result;
  while (select.step()) {
    result.push_back({select.integer(0), select.text(1), select.text(2), select.text(3),
                      select.text(4), select.text(5), "undecided"});
  }
  return result;
}

void Records::add(const RecordedNote& note) {
  const bool answer = note.kind == "answer";
  parts_->all_or_none([&] {
    Statement insert(
        parts_->database, parts_->file,
        answer ? "INSERT INTO answers (made, who, about, text, source) VALUES (?, ?, ?, ?, ?)"
               : "INSERT INTO notes (made, who, about, text) VALUES (?, ?, ?, ?)");
    insert.bind(note.made).bind(note.who).bind(note.about).bind(note.text);
    if (answer) {
      insert.bind(note.source);
    }
    insert.step();
    if (answer && !note.origin.empty()) {
      Statement origin(parts_->database, parts_->file,
                       "INSERT INTO answered_origins VALUES (?, ?)");
      origin.bind(sqlite3_last_insert_rowid(parts_->database)).bind(note.origin).step();
    }
  });
}

namespace {

/// Columns as in RecordedNote.
std::vector<RecordedNote> notes_of(Statement& select) {
  std::vector<RecordedNote> result;
  while (select.step()) {
    result.push_back({select.text(0), select.text(1), select.text(2), select.text(3),
                      select.text(4), select.text(5), select.text(6)});
  }
  return result;
}

}  // namespace

std::vector<RecordedNote> Records::notes(const std::string& about) const {
  Statement select(
      parts_->database, parts_->file,
      "SELECT 'note', made, who, about, text, '' AS source, '' AS origin, note_id AS n FROM notes "
      "WHERE about = ?1 UNION ALL SELECT 'answer', made, who, about, text, source, "
      "coalesce(origin, ''), answer_id FROM answers LEFT JOIN answered_origins USING (answer_id) "
      "WHERE about = ?1 ORDER BY made, 1, n");
  select.bind(about);
  return notes_of(select);
}

std::vector<RecordedNote> Records::answered_origins() const {
  Statement select(parts_->database, parts_->file,
                   "SELECT 'answer', made, who, about, text, source, origin FROM answers JOIN "
                   "answered_origins USING (answer_id) WHERE answer_id IN (SELECT max(answer_id) "
                   "FROM answers JOIN answered_origins USING (answer_id) GROUP BY about) AND "
                   "origin <> 'UNK' ORDER BY about");
  return notes_of(select);
}

std::int64_t Records::begin_run(const RunRecord& run) {
  Statement insert(parts_->database, parts_->file,
                   "INSERT INTO runs (command, engine_version, reference_edition, started, inputs) "
                   "VALUES (?, ?, ?, ?, ?)");
  insert.bind(run.command).bind(run.engine_version).bind(run.reference_edition);
  insert.bind(run.started).bind(run.inputs).step();
  return sqlite3_last_insert_rowid(parts_->database);
}

void Records::finish_run(std::int64_t run, const std::string& finished) {
  Statement update(parts_->database, parts_->file, "UPDATE runs SET finished = ? WHERE run_id = ?");
  update.bind(finished).bind(run).step();
}

}  // namespace headwater
