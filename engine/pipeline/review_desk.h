#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "pipeline/judge.h"

namespace headwater {

/// A decision of a person on a pair of names.
struct PairDecision {
  JudgementRow row;  ///< both sides; its verdict is same | different | undecided
  Judge judge;
  std::int64_t seen = 0;  ///< number of the newest judgement the person knew of
};

/// What the review queue of a door needs: judgements of several people at once, none of which
/// overwrites another unseen. Safe to use from several threads.
class ReviewDesk {
 public:
  explicit ReviewDesk(const std::filesystem::path& case_folder);

  /// Throws NewerJudgement; else as Judging::add().
  Recorded decide(const PairDecision& decision);
  RecordedJudgement undo(std::int64_t number, const Judge& judge);
  std::vector<ListedJudgement> list();
  std::int64_t newest();  ///< number of the newest judgement on record

 private:
  std::mutex mutex_;
  Judging judging_;
};

}  // namespace headwater
