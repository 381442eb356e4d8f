#include "pipeline/judgements.h"

#include <fmt/format.h>

#include "model/issue.h"
#include "pipeline/case_names.h"

namespace headwater {

std::vector<Judgement> judgements_for(Connection& connection,
                                      const std::vector<RecordedJudgement>& standing, int threads) {
  std::vector<Judgement> result;
  if (standing.empty()) {
    return result;
  }
  const CaseNames names(connection, threads);
  for (const RecordedJudgement& j : standing) {
    const bool same = j.verdict == "same";
    for (const NamedInCase& object : names.with(j.object)) {
      if (same || object.entry == 0) {
        continue;
      }
      for (const NamedInCase& beside : names.of_party(object.code)) {
        result.push_back({j.subject, beside.fingerprint, same});
      }
    }
    result.push_back({j.subject, j.object, same});
  }
  return result;
}

void tell_orphans(Connection& connection, const std::vector<RecordedJudgement>& standing,
                  int threads) {
  if (standing.empty()) {
    return;
  }
  const CaseNames names(connection, threads);
  std::vector<Issue> issues;
  for (const RecordedJudgement& j : standing) {
    if (!names.has(j.subject) && !names.has(j.object)) {
      issues.push_back({.severity = Severity::note,
                        .file = "records.sqlite",
                        .row = j.id,
                        .field = "judgement",
                        .value = fmt::format("{} ~ {}", j.subject, j.object),
                        .reason = fmt::format("a person judged these two {}, and neither is in the "
                                              "case now",
                                              j.verdict),
                        .advice = "it stays on record and counts again when they come back; "
                                  "headwater judge CASE list shows it"});
    }
  }
  record(connection, "resolve", issues);
}

}  // namespace headwater
