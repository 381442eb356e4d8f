#include "pipeline/review_desk.h"

#include <iterator>
#include <utility>

#include "base/text.h"

namespace headwater {

ReviewDesk::ReviewDesk(const std::filesystem::path& case_folder) : judging_(case_folder) {}

Recorded ReviewDesk::decide(const PairDecision& decision) {
  const std::lock_guard lock(mutex_);
  judging_.refresh();
  if (fold(decision.row.verdict) == "undecided") {
    judging_.leave_open(decision.row, decision.judge);
    return {};
  }
  return judging_.add(decision.row, decision.judge, decision.seen);
}

RecordedJudgement ReviewDesk::undo(std::int64_t number, const Judge& judge) {
  const std::lock_guard lock(mutex_);
  judging_.refresh();
  return judging_.undo(number, judge);
}

std::vector<ListedJudgement> ReviewDesk::list() {
  const std::lock_guard lock(mutex_);
  std::vector<ListedJudgement> all = judging_.list();
  std::vector<ListedJudgement> open = judging_.left_open();
  std::ranges::move(open, std::back_inserter(all));
  return all;
}

std::int64_t ReviewDesk::newest() {
  const std::lock_guard lock(mutex_);
  return judging_.newest();
}

}  // namespace headwater
