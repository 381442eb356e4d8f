#include <fmt/format.h>

#include <charconv>

#include "ingest/judgement_file.h"
#include "server/api.h"
#include "server/bad_request.h"
#include "store/records.h"
#include "views/review.h"

namespace headwater {
namespace {

constexpr double pause_before_rescoring = 3;  ///< seconds: people decide several in a row

std::int64_t number_in_path(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [read_to, code] = std::from_chars(text.data(), end, number);
  if (code != std::errc() || read_to != end) {
    throw BadRequest("there is nothing at this address", 404);
  }
  return number;
}

Json party_json(const NamedInCase& party) {
  return {{"code", party.code},
          {"name", party.name},
          {"country", party.country.empty() ? Json(nullptr) : Json(party.country)}};
}

Json side_json(const std::vector<NamedInCase>& side) {
  return side.empty() ? Json(nullptr) : party_json(side.front());
}

Json judgement_json(const ListedJudgement& listed) {
  const RecordedJudgement& j = listed.judgement;
  return {{"number", j.id},
          {"verdict", j.verdict},
          {"state", listed.state},
          {"subject", side_json(listed.subject)},
          {"object", side_json(listed.object)},
          {"made", j.made},
          {"who", j.who},
          {"why", j.why},
          {"ended_by", listed.ended_by ? Json(listed.ended_by->who) : Json(nullptr)}};
}

/// Keys of the pairs a judgement that stands speaks of: a supplier and an entry, or two spellings.
void add_keys(const ListedJudgement& listed, std::vector<std::string>& keys) {
  if (listed.state != "standing" && listed.state != "undecided") {
    return;
  }
  for (const NamedInCase& subject : listed.subject) {
    for (const NamedInCase& object : listed.object) {
      if (object.entry != 0 && subject.entry == 0) {
        keys.push_back(list_pair_key(subject.code, object.entry));
      } else if (subject.entry != 0 && object.entry == 0) {
        keys.push_back(list_pair_key(object.code, subject.entry));
      } else if (subject.entry == 0) {
        keys.push_back(merge_pair_key(subject.name, subject.country, object.name, object.country));
      }
    }
  }
}

Json recorded_json(const Recorded& recorded) {
  Json pairs = Json::array();
  for (const PairInCase& pair : recorded.pairs) {
    pairs.push_back({{"subject", party_json(pair.subject)},
                     {"object", party_json(pair.object)},
                     {"verdict", pair.verdict}});
  }
  return pairs;
}

Response conflict(const NewerJudgement& error) {
  const RecordedJudgement& j = error.newer();
  return json_answer(in_one_line({{"error", error.what()},
                                  {"newer",
                                   {{"number", j.id},
                                    {"verdict", j.verdict},
                                    {"made", j.made},
                                    {"who", j.who},
                                    {"why", j.why}}}}),
                     409);
}

std::string side_text(const nlohmann::json& object, const char* side, const char* field,
                      bool required) {
  const auto found = object.find(side);
  if (found == object.end() || !found->is_object()) {
    throw BadRequest(fmt::format("{} is missing: an object with code or name, and country", side));
  }
  return body_text(*found, field, required);
}

/// By its code, else by its name; a spelling is always told by its name and country.
std::string side_written(const nlohmann::json& object, const char* side) {
  const std::string code = side_text(object, side, "code", false);
  return code.empty() ? side_text(object, side, "name", true) : code;
}

PairDecision decision_of(const nlohmann::json& object, const std::string& now) {
  PairDecision decision;
  decision.row.subject = side_written(object, "subject");
  decision.row.subject_country = side_text(object, "subject", "country", false);
  decision.row.object = side_written(object, "object");
  decision.row.object_country = side_text(object, "object", "country", false);
  decision.row.verdict = body_text(object, "verdict", true, 20);
  decision.judge = {body_text(object, "who", true, 200), body_text(object, "why", true), now};
  decision.seen = body_whole(object, "seen", 0);
  const std::string& verdict = decision.row.verdict;
  if (verdict != "same" && verdict != "different" && verdict != "undecided") {
    throw BadRequest("verdict: one of 'same', 'different', 'undecided' is wanted");
  }
  return decision;
}

}  // namespace

Response Api::get_pairs(const Call& call) {
  const Parameters& p = call.parameters;
  p.allow({"kind", "offset", "limit"});
  PairQuery query;
  const std::string kind = p.one_of("kind", {"list", "merge", "near"});
  query.kind = kind == "list" ? PairKind::list : kind == "merge" ? PairKind::merge : PairKind::near;
  query.offset = p.whole("offset", 0, 0, 10'000'000);
  query.limit = p.whole("limit", 50, 1, 200);
  for (const ListedJudgement& listed : call.snapshot->desk().list()) {
    add_keys(listed, query.done);
  }
  Json answer = call.snapshot->with(
      [&](Connection& connection) { return pairs_to_review(connection, query); });
  answer["newest"] = call.snapshot->desk().newest();
  return json_answer(in_one_line(answer));
}

Response Api::get_judgements(const Call& call) {
  call.parameters.allow({"offset", "limit"});
  const auto offset = static_cast<std::size_t>(call.parameters.whole("offset", 0, 0, 10'000'000));
  const auto limit = static_cast<std::size_t>(call.parameters.whole("limit", 100, 1, 500));
  const std::vector<ListedJudgement> all = call.snapshot->desk().list();
  Json list = Json::array();
  for (std::size_t i = offset; i < std::min(all.size(), offset + limit); ++i) {
    list.push_back(judgement_json(all[all.size() - 1 - i]));
  }
  return json_answer(in_one_line({{"judgements", std::move(list)},
                                  {"total", all.size()},
                                  {"newest", call.snapshot->desk().newest()}}));
}

Response Api::post_judgement(const Call& call) {
  call.parameters.allow({});
  const auto object =
      body_object(call.request.body, {"subject", "object", "verdict", "who", "why", "seen"});
  const PairDecision decision = decision_of(object, now_());
  try {
    const Recorded recorded = call.snapshot->desk().decide(decision);
    const bool counts = decision.row.verdict != "undecided" && !recorded.pairs.empty();
    const Json job = counts ? Json(jobs_.ask(pause_before_rescoring)) : Json(nullptr);
    return json_answer(in_one_line({{"recorded", recorded_json(recorded)},
                                    {"stood", recorded.stood},
                                    {"newest", call.snapshot->desk().newest()},
                                    {"job", job}}),
                       recorded.pairs.empty() && recorded.stood > 0 ? 200 : 201);
  } catch (const NewerJudgement& error) {
    return conflict(error);
  }
}

Response Api::undo_judgement(const Call& call) {
  call.parameters.allow({});
  const auto object = body_object(call.request.body, {"who", "why"});
  const Judge judge{body_text(object, "who", true, 200), body_text(object, "why", true), now_()};
  const std::int64_t number = number_in_path(call.parts.at(0));
  call.snapshot->desk().undo(number, judge);
  return json_answer(in_one_line({{"undone", number},
                                  {"newest", call.snapshot->desk().newest()},
                                  {"job", jobs_.ask(pause_before_rescoring)}}),
                     201);
}

Response Api::get_notes(const Call& call) {
  call.parameters.allow({"about"});
  Json notes = Json::array();
  const Records records(served_.options().folder / "records.sqlite");
  for (const RecordedNote& note : records.notes(call.parameters.text("about"))) {
    notes.push_back({{"kind", note.kind},
                     {"made", note.made},
                     {"who", note.who},
                     {"text", note.text},
                     {"source", note.source},
                     {"origin", note.origin.empty() ? Json(nullptr) : Json(note.origin)}});
  }
  return json_answer(in_one_line({{"notes", std::move(notes)}}));
}

Response Api::post_note(const Call& call) {
  call.parameters.allow({});
  const auto object =
      body_object(call.request.body, {"about", "kind", "who", "text", "source", "origin"});
  RecordedNote note;
  note.kind = body_text(object, "kind", true, 20);
  if (note.kind != "note" && note.kind != "answer") {
    throw BadRequest("kind: one of 'note', 'answer' is wanted");
  }
  note.about = body_text(object, "about", true, 200);
  note.who = body_text(object, "who", true, 200);
  note.text = body_text(object, "text", true, 10000);
  note.source = body_text(object, "source", note.kind == "answer", 2000);
  note.origin = body_text(object, "origin", false, 3);
  note.made = now_();
  if (!note.origin.empty() && note.kind != "answer") {
    throw BadRequest("origin: only an answer states one");
  }
  if (!note.origin.empty() && note.origin != "UNK") {
    call.snapshot->with([&](Connection& connection) { require_country(connection, note.origin); });
  }
  Records(served_.options().folder / "records.sqlite").add(note);
  const Json job = note.origin.empty() ? Json(nullptr) : Json(jobs_.ask(pause_before_rescoring));
  return json_answer(in_one_line({{"recorded", true}, {"job", job}}), 201);
}

}  // namespace headwater
