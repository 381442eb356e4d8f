#include "share/questions.h"

#include <map>

namespace headwater {
namespace {

bool is_raised(const std::string& signal) { return signal == "very high" || signal == "high"; }

/// One question for each kind of work; the indicators behind them are the ILO's eleven.
const std::map<std::string, const char*>& by_broad_sector() {
  static const std::map<std::string, const char*> questions = {
      {"agriculture",
       "Who hires and houses seasonal workers on the farms, vessels or plots behind these goods?"},
      {"mining", "Which mines and smelters do the materials come from, and who has visited them?"},
      {"manufacturing", "At which sites are these goods made, and who recruits the workers there?"},
      {"construction",
       "Which subcontractors and labour agencies work on site, down to the last tier?"},
      {"services",
       "Who employs the people at our sites, and through which agencies were they recruited?"},
      {"other", "Who employs the workers, where do they live, and who holds their papers?"}};
  return questions;
}

}  // namespace

std::vector<std::string> questions_for(const SupplierRow& supplier) {
  std::vector<std::string> questions;
  const auto own = by_broad_sector().find(supplier.broad_sector);
  questions.emplace_back(own == by_broad_sector().end()
                             ? "Where is this made or done, and who recruits the workers there?"
                             : own->second);
  if (!supplier.screening.empty()) {
    questions.emplace_back(
        "Is your company, or an owner or site of it, the one on the list named here, and what "
        "has been done since?");
  }
  if (is_raised(supplier.sector_signal)) {
    questions.emplace_back(
        "Did any worker pay a fee or take a loan to get the job, and how would you know?");
  }
  if (is_raised(supplier.country_signal)) {
    questions.emplace_back(
        "Can workers keep their papers, change employer and leave, and how is that checked?");
  }
  if (questions.size() < 3) {
    questions.emplace_back("From which countries and makers do your main inputs come?");
  }
  return questions;
}

}  // namespace headwater
