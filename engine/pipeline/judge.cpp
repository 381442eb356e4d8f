#include "pipeline/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "model/issue.h"
#include "pipeline/pipeline.h"
#include "store/case.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

RecordedJudgement recorded(const PairInCase& pair, const Judge& judge) {
  return {0,
          judge.now,
          judge.who,
          judge.why,
          pair.subject.fingerprint,
          pair.object.fingerprint,
          pair.verdict};
}

void require_who_and_why(const Judge& judge) {
  if (trimmed(judge.who).empty() || trimmed(judge.why).empty()) {
    throw Error("a judgement must say who makes it and why");
  }
}

void require_verdict(const JudgementRow& row) {
  if (fold(row.verdict) != "same" && fold(row.verdict) != "different") {
    throw Error(
        fmt::format("'{}' is no verdict; write 'same' or 'different'", excerpt(row.verdict)));
  }
}

Connection& resolved(Connection& connection) {
  require_earlier(connection, Stage::trace);
  return connection;
}

const char* word(JudgementState state) {
  switch (state) {
    case JudgementState::standing:
      return "standing";
    case JudgementState::replaced:
      return "replaced";
    case JudgementState::undone:
      break;
  }
  return "undone";
}

/// Several lines, as for a terminal, in one.
std::string in_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

Judging::Judging(const fs::path& case_folder)
    : database_(open_derived(case_folder, {})),
      connection_(database_.connect()),
      names_(resolved(connection_)),
      records_(case_folder / "records.sqlite") {
  refresh();
}

void Judging::refresh() {
  standing_.clear();
  for (const RecordedJudgement& j : records_.judgements()) {
    standing_[std::minmax(j.subject, j.object)] = j.verdict;
  }
}

PairInCase Judging::understood(const JudgementRow& row) const {
  PairInCase pair{
      names_.find(
          {.written = row.subject, .country = row.subject_country, .suppliers_first = true}),
      {},
      fold(row.verdict)};
  pair.object = names_.find(
      {.written = row.object, .country = row.object_country, .other_than = &pair.subject});
  if (pair.subject.entry != 0 && pair.object.entry == 0) {
    std::swap(pair.subject, pair.object);
  }
  return pair;
}

/// Where screening found one by the other, the two names that it compared: those are what it would
/// compare again.
PairInCase Judging::as_screened(PairInCase pair) {
  Rows rows = connection_.query(
      "SELECT name, listed_name FROM screening WHERE entity_id = ? AND entry_id = ?",
      {pair.subject.code, pair.object.entry});
  if (!rows.next()) {
    return pair;
  }
  const auto take = [&](NamedInCase& side, std::size_t column) {
    const auto found = names_.spelled(side.code, rows.row().text(column).value_or(""));
    if (side.asked_by_code && found) {
      side = *found;
    }
  };
  take(pair.subject, 0);
  take(pair.object, 1);
  return pair;
}

/// A judgement speaks of names. Of an entity given by its id it means all spellings: each is told
/// apart from the other side, or joins it.
std::vector<PairInCase> Judging::spelled_out(const PairInCase& pair) {
  const bool listed = pair.object.entry != 0;
  const bool same = pair.verdict == "same";
  if (listed && same) {
    return {as_screened(pair)};
  }
  std::vector<PairInCase> pairs;
  if (listed && pair.subject.asked_by_code) {
    for (NamedInCase& subject : names_.of_party(pair.subject.code)) {
      pairs.push_back({std::move(subject), pair.object, pair.verdict});
    }
  } else if (!listed && pair.object.asked_by_code) {
    for (NamedInCase& object : names_.of_party(pair.object.code)) {
      pairs.push_back({pair.subject, std::move(object), pair.verdict});
    }
  } else {
    pairs.push_back(pair);
  }
  return pairs;
}

/// The last word on a supplier and an entry counts, under whichever of the entry's names it fell.
void Judging::take_back_contrary(const PairInCase& pair, const Judge& judge,
                                 std::vector<RecordedJudgement>& judgements) {
  if (pair.object.entry == 0) {
    return;
  }
  for (const NamedInCase& beside : names_.of_party(pair.object.code)) {
    const auto found = standing_.find(std::minmax(pair.subject.fingerprint, beside.fingerprint));
    if (found != standing_.end() && found->second != pair.verdict) {
      judgements.push_back(recorded({pair.subject, beside, "undo"}, judge));
      standing_.erase(found);
    }
  }
}

/// What is not on record already with the same verdict.
std::vector<RecordedJudgement> Judging::news(const JudgementRow& row, const Judge& judge,
                                             Recorded& result) {
  require_who_and_why(judge);
  require_verdict(row);
  std::vector<RecordedJudgement> judgements;
  for (PairInCase& pair : spelled_out(understood(row))) {
    std::string& verdict =
        standing_[std::minmax(pair.subject.fingerprint, pair.object.fingerprint)];
    if (std::exchange(verdict, pair.verdict) == pair.verdict) {
      ++result.stood;
    } else {
      judgements.push_back(recorded(pair, judge));
      take_back_contrary(pair, judge, judgements);
      result.pairs.push_back(std::move(pair));
    }
  }
  return judgements;
}

Recorded Judging::add(const JudgementRow& row, const Judge& judge,
                      std::optional<std::int64_t> seen) {
  Recorded result;
  records_.add(news(row, judge, result), seen);
  return result;
}

void Judging::leave_open(const JudgementRow& row, const Judge& judge) {
  require_who_and_why(judge);
  const PairInCase pair = understood(row);
  const bool listed = pair.object.entry != 0;
  const PairInCase compared = listed ? as_screened(pair) : pair;
  records_.add_undecided(recorded(compared, judge));
}

Recorded Judging::add_file(const fs::path& file, const Judge& judge, Connection& issues) {
  Recorded result;
  std::vector<RecordedJudgement> judgements;
  std::vector<Issue> problems;
  for (const JudgementRow& row : read_judgements(issues, file)) {
    const Judge of_row{row.who.empty() ? judge.who : row.who, row.why.empty() ? judge.why : row.why,
                       judge.now};
    try {
      std::ranges::move(news(row, of_row, result), std::back_inserter(judgements));
    } catch (const Error& error) {
      ++result.refused;
      problems.push_back({.severity = Severity::error,
                          .file = file.filename().string(),
                          .row = row.row,
                          .field = "",
                          .value = fmt::format("{} ~ {}", row.subject, row.object),
                          .reason = in_one_line(error.what()),
                          .advice = "the row was left out; mend it and give the file again"});
    }
  }
  record(issues, "judge", problems);
  records_.add(judgements);
  return result;
}

RecordedJudgement Judging::take_back(const RecordedJudgement& judgement, const Judge& judge) {
  records_.add({{0, judge.now, judge.who, judge.why, judgement.subject, judgement.object, "undo"}});
  standing_.erase(std::minmax(judgement.subject, judgement.object));
  return judgement;
}

RecordedJudgement Judging::undo(std::int64_t number, const Judge& judge) {
  require_who_and_why(judge);
  for (const JudgementOnRecord& on_record : records_.history()) {
    if (on_record.judgement.id != number) {
      continue;
    }
    if (on_record.state != JudgementState::standing) {
      throw Error(fmt::format("judgement {} does not stand any more: it was {}", number,
                              word(on_record.state)));
    }
    return take_back(on_record.judgement, judge);
  }
  throw Error(
      fmt::format("there is no judgement {}; headwater judge CASE list shows them", number));
}

std::vector<RecordedJudgement> Judging::undo(const JudgementRow& row, const Judge& judge) {
  require_who_and_why(judge);
  const PairInCase pair = understood(row);
  const auto meant = [&](const NamedInCase& side, const std::string& fingerprint) {
    return speaks_of(fingerprint, side) ||
           (side.asked_by_code &&
            std::ranges::any_of(names_.of_party(side.code),
                                [&](const auto& n) { return speaks_of(fingerprint, n); }));
  };
  std::vector<RecordedJudgement> undone;
  for (const RecordedJudgement& j : records_.judgements()) {
    if ((meant(pair.subject, j.subject) && meant(pair.object, j.object)) ||
        (meant(pair.subject, j.object) && meant(pair.object, j.subject))) {
      undone.push_back(take_back(j, judge));
    }
  }
  if (undone.empty()) {
    throw Error(
        fmt::format("nobody's judgement stands on '{}' and '{}'; headwater judge CASE list shows "
                    "all, with the numbers to undo them by",
                    excerpt(pair.subject.name), excerpt(pair.object.name)));
  }
  return undone;
}

std::vector<ListedJudgement> Judging::list() const {
  std::vector<ListedJudgement> result;
  for (JudgementOnRecord& on_record : records_.history()) {
    ListedJudgement one = listed(std::move(on_record.judgement), word(on_record.state));
    if (one.state == "standing" && one.subject.empty() && one.object.empty()) {
      one.state = "orphaned";
    }
    one.ended_by = std::move(on_record.ended_by);
    result.push_back(std::move(one));
  }
  return result;
}

ListedJudgement Judging::listed(RecordedJudgement judgement, std::string state) const {
  ListedJudgement one;
  one.judgement = std::move(judgement);
  one.state = std::move(state);
  one.subject = names_.with(one.judgement.subject);
  one.object = names_.with(one.judgement.object);
  return one;
}

std::vector<ListedJudgement> Judging::left_open() const {
  std::vector<ListedJudgement> result;
  for (RecordedJudgement& judgement : records_.undecided()) {
    result.push_back(listed(std::move(judgement), "undecided"));
  }
  return result;
}

}  // namespace headwater
