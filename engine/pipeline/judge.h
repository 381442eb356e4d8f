#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/database.h"
#include "ingest/judgement_file.h"
#include "pipeline/case_names.h"
#include "store/records.h"

namespace headwater {

/// Of the person who judges, and when (ISO 8601, UTC: given by the door).
struct Judge {
  std::string who;
  std::string why;
  std::string now;
};

/// A judgement with both sides as the case knows them.
struct PairInCase {
  NamedInCase subject;
  NamedInCase object;
  std::string verdict;
};

struct Recorded {
  std::vector<PairInCase> pairs;  ///< put on record
  std::int64_t stood = 0;         ///< were on record already, with the same verdict
  std::int64_t refused = 0;       ///< rows that became issues
};

/// A judgement on record, for people to read.
struct ListedJudgement {
  RecordedJudgement judgement;
  std::string state;  ///< standing | replaced | undone | orphaned: neither side is in the case now
  std::vector<NamedInCase> subject;  ///< all of its fingerprint; none: not in the case now
  std::vector<NamedInCase> object;
  std::optional<RecordedJudgement> ended_by;
};

/// Judgements of people on a case that has been resolved. They count from the next resolve on.
class Judging {
 public:
  /// Throws Error where there is no case, or it has not been resolved.
  explicit Judging(const std::filesystem::path& case_folder);

  /// `row` says subject, object, their countries and the verdict. Throws Error where a side is not
  /// found or may be several, or who or why is blank.
  /// With `seen`, the newest judgement the person knew of: NewerJudgement where the pair was judged
  /// since.
  Recorded add(const JudgementRow& row, const Judge& judge,
               std::optional<std::int64_t> seen = std::nullopt);
  /// Both sides were looked at and left open.
  void leave_open(const JudgementRow& row, const Judge& judge);
  /// All rows of a file; what is wrong with one becomes an issue of `issues`, and the others go on.
  /// A row's own who and why come before those of `judge`.
  Recorded add_file(const std::filesystem::path& file, const Judge& judge, Connection& issues);
  /// Takes back the judgement of this number.
  RecordedJudgement undo(std::int64_t number, const Judge& judge);
  /// Takes back all that stands between these two, whichever way round.
  std::vector<RecordedJudgement> undo(const JudgementRow& pair, const Judge& judge);
  std::vector<ListedJudgement> list() const;
  /// Those left open and not judged since; their state is "undecided".
  std::vector<ListedJudgement> left_open() const;
  std::int64_t newest() { return records_.newest(); }
  void refresh();  ///< takes note of what others put on record meanwhile

 private:
  PairInCase understood(const JudgementRow& row) const;
  ListedJudgement listed(RecordedJudgement judgement, std::string state) const;
  PairInCase as_screened(PairInCase pair);
  std::vector<PairInCase> spelled_out(const PairInCase& pair);
  std::vector<RecordedJudgement> news(const JudgementRow& row, const Judge& judge,
                                      Recorded& recorded);
  void take_back_contrary(const PairInCase& pair, const Judge& judge,
                          std::vector<RecordedJudgement>& judgements);
  RecordedJudgement take_back(const RecordedJudgement& judgement, const Judge& judge);

  Database database_;
  Connection connection_;
  CaseNames names_;
  Records records_;
  std::map<std::pair<std::string, std::string>, std::string> standing_;  ///< pair -> verdict
};

}  // namespace headwater
