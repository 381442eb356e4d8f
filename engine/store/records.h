#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace headwater {

struct RecordedJudgement {
  std::int64_t id = 0;
  std::string made;  ///< ISO 8601, UTC
  std::string who;
  std::string why;
  std::string subject;
  std::string object;
  std::string verdict;  ///< same | different | undo
};

/// What became of a judgement: it stands, a later one on the pair took its place, or it was taken
/// back.
enum class JudgementState : std::uint8_t { standing, replaced, undone };

struct JudgementOnRecord {
  RecordedJudgement judgement;
  JudgementState state = JudgementState::standing;
  std::optional<RecordedJudgement> ended_by = std::nullopt;  ///< what replaced it or took it back
};

/// A person's note on something, or what a supplier answered when asked.
struct RecordedNote {
  std::string kind = "note";  ///< note | answer
  std::string made;           ///< ISO 8601, UTC
  std::string who;
  std::string about;  ///< an entity's id, or the code of another thing
  std::string text;
  std::string source = {};  ///< of an answer: the letter, call or document
  /// Of an answer that states where the goods are made: ISO alpha-3; 'UNK' takes back what an
  /// earlier one said.
  std::string origin = {};
};

/// Somebody judged the same pair since.
class NewerJudgement : public std::runtime_error {
 public:
  explicit NewerJudgement(RecordedJudgement newer);
  const RecordedJudgement& newer() const { return newer_; }

 private:
  RecordedJudgement newer_;
};

struct RunRecord {
  std::string command;
  std::string engine_version;
  std::string reference_edition;
  std::string started;  ///< ISO 8601, UTC
  std::string inputs;   ///< JSON [{name, sha256}]
};

/// records.sqlite: what people entered and which runs were made. WAL, synchronous=FULL.
class Records {
 public:
  explicit Records(const std::filesystem::path& file);
  Records(Records&&) noexcept;
  ~Records();

  /// All of them or, where one is refused, none. Throws Error where who, why or a side is blank;
  /// NewerJudgement where one of the pairs was judged after `seen`, the newest judgement that the
  /// person who judges now knew of.
  void add(const std::vector<RecordedJudgement>& judgements,
           std::optional<std::int64_t> seen = std::nullopt);
  std::int64_t newest();  ///< number of the newest judgement, 0 where there is none
  /// A pair that a person looked at and left open; its verdict is not read.
  void add_undecided(const RecordedJudgement& judgement);
  /// Those left open and not judged since, in the order made; the verdict is "undecided".
  std::vector<RecordedJudgement> undecided() const;
  void add(const RecordedNote& note);
  std::vector<RecordedNote> notes(const std::string& about) const;  ///< in the order made
  /// Of each thing asked about, the newest answer that states an origin, unless it takes one back.
  std::vector<RecordedNote> answered_origins() const;
  std::vector<RecordedJudgement> judgements() const;  ///< in the order made, undone ones left out
  /// Every judgement ever made, in order, with what became of it; an 'undo' is told by the state of
  /// what it took back.
  std::vector<JudgementOnRecord> history() const;
  std::int64_t begin_run(const RunRecord& run);
  void finish_run(std::int64_t run, const std::string& finished);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace headwater
