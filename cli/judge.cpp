#include "pipeline/judge.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "store/case.h"

namespace headwater {
namespace {

using Json = nlohmann::ordered_json;

struct Typing {
  TypedOptions common;
  std::string from;
  std::vector<std::string> which;  ///< SUBJECT OBJECT, or the number of a judgement
  std::string subject_country;
  std::string object_country;
  bool same = false;
  bool different = false;
  std::string who;
  std::string why;
};

Judge judge_of(const Typing& typed) { return {typed.who, typed.why, utc_now()}; }

JudgementRow pair_of(const Typing& typed, const std::string& verdict) {
  return {.row = 0,
          .subject = typed.which.at(0),
          .subject_country = typed.subject_country,
          .object = typed.which.at(1),
          .object_country = typed.object_country,
          .verdict = verdict,
          .who = {},
          .why = {}};
}

std::string shown(const NamedInCase& side) {
  return fmt::format("{} ({}{})", excerpt(side.name),
                     side.country.empty() ? "" : side.country + ", ", side.code);
}

/// A supplier and a list's entry of one name are told by both codes.
std::string shown(const std::vector<NamedInCase>& side, const std::string& fingerprint) {
  if (side.empty()) {
    return fmt::format("{} (not in the case now)", excerpt(fingerprint));
  }
  NamedInCase first = side.front();
  for (std::size_t i = 1; i < side.size(); ++i) {
    first.code += " = " + side[i].code;
  }
  return shown(first);
}

void print_how_to_apply(const std::string& folder) {
  fmt::print(
      "It counts from the next headwater run, or from headwater resolve --case {} --overwrite and "
      "the stages after it.\n",
      folder);
}

void print_recorded(const Recorded& recorded, const std::string& folder) {
  for (const PairInCase& pair : recorded.pairs) {
    fmt::print("judged {}: {} and {}\n", pair.verdict, shown(pair.subject), shown(pair.object));
  }
  if (recorded.stood > 0) {
    fmt::print("{} on record already with the same verdict\n", recorded.stood);
  }
  if (!recorded.pairs.empty()) {
    print_how_to_apply(folder);
  }
}

void add_from_file(const Typing& typed) {
  const RunOptions options = run_options(typed.common);
  Database database = scratch(database_options(options));
  Connection issues = database.connect();
  const Recorded recorded =
      Judging(typed.common.case_folder).add_file(typed.from, judge_of(typed), issues);
  print_issues(issues, options);
  print_recorded(recorded, typed.common.case_folder);
  if (recorded.refused > 0 && recorded.pairs.empty() && recorded.stood == 0) {
    throw Error(fmt::format("{}: no row could be used", typed.from));
  }
}

void add_judgement(const Typing& typed) {
  if (!typed.from.empty()) {
    if (!typed.which.empty() || typed.same || typed.different) {
      throw CLI::ValidationError("--from", "the file says which are the same or different");
    }
    return add_from_file(typed);
  }
  if (typed.which.size() != 2) {
    throw CLI::RequiredError("SUBJECT and OBJECT, or --from FILE,");
  }
  if (typed.same == typed.different) {
    throw CLI::RequiredError("either --same or --different");
  }
  const Recorded recorded =
      Judging(typed.common.case_folder)
          .add(pair_of(typed, typed.same ? "same" : "different"), judge_of(typed));
  print_recorded(recorded, typed.common.case_folder);
}

std::int64_t number_of(const std::string& typed) {
  std::int64_t number = 0;
  const char* end = typed.data() + typed.size();
  const auto [read_to, code] = std::from_chars(typed.data(), end, number);
  if (code != std::errc() || read_to != end) {
    throw CLI::ValidationError(
        "NUMBER", fmt::format("'{}' is no number of a judgement; give that, or both names", typed));
  }
  return number;
}

void undo_judgement(const Typing& typed) {
  Judging judging(typed.common.case_folder);
  const std::vector<RecordedJudgement> undone =
      typed.which.size() == 1
          ? std::vector{judging.undo(number_of(typed.which[0]), judge_of(typed))}
          : judging.undo(pair_of(typed, ""), judge_of(typed));
  for (const RecordedJudgement& j : undone) {
    fmt::print("taken back: judgement {}, {} by {}: {}\n", j.id, j.verdict, j.who, j.why);
  }
  print_how_to_apply(typed.common.case_folder);
}

Json side_json(const std::vector<NamedInCase>& side, const std::string& fingerprint) {
  Json parties = Json::array();
  for (const NamedInCase& party : side) {
    parties.push_back({{"code", party.code},
                       {"name", party.name},
                       {"country", party.country.empty() ? Json() : Json(party.country)}});
  }
  return {{"fingerprint", fingerprint}, {"in_case", std::move(parties)}};
}

Json as_json(const ListedJudgement& listed) {
  const RecordedJudgement& j = listed.judgement;
  Json json = {{"number", j.id},
               {"verdict", j.verdict},
               {"state", listed.state},
               {"subject", side_json(listed.subject, j.subject)},
               {"object", side_json(listed.object, j.object)},
               {"made", j.made},
               {"who", j.who},
               {"why", j.why},
               {"ended", nullptr}};
  if (listed.ended_by) {
    const RecordedJudgement& end = *listed.ended_by;
    json["ended"] = {{"made", end.made}, {"who", end.who}, {"why", end.why}};
  }
  return json;
}

void print_listed(const ListedJudgement& listed) {
  const RecordedJudgement& j = listed.judgement;
  fmt::print("{}  {}, {}: {} and {}\n", j.id, listed.state, j.verdict,
             shown(listed.subject, j.subject), shown(listed.object, j.object));
  fmt::print("     {} {}: {}\n", j.made, j.who, j.why);
  if (listed.ended_by) {
    fmt::print("     {} by {} {}: {}\n", listed.state, listed.ended_by->made, listed.ended_by->who,
               listed.ended_by->why);
  }
}

void list_judgements(const Typing& typed) {
  const std::vector<ListedJudgement> all = Judging(typed.common.case_folder).list();
  if (typed.common.json) {
    Json list = Json::array();
    for (const ListedJudgement& listed : all) {
      list.push_back(as_json(listed));
    }
    fmt::print("{}\n", list.dump(2, ' ', false, Json::error_handler_t::replace));
    return;
  }
  for (const ListedJudgement& listed : all) {
    print_listed(listed);
  }
  if (all.empty()) {
    fmt::print("no judgements on record\n");
  }
}

void take_pair(CLI::App& command, Typing& typed, const char* which) {
  command.add_option("WHICH", typed.which, which)->expected(0, 2);
  command.add_option("--subject-country", typed.subject_country, "Country of the first");
  command.add_option("--object-country", typed.object_country, "Country of the second");
}

void take_judge(CLI::App& command, Typing& typed, bool required) {
  auto* who = command.add_option("--who", typed.who, "Who judges");
  auto* why = command.add_option("--why", typed.why, "Why: what it rests on");
  who->required(required);
  why->required(required);
}

}  // namespace

void add_judge(CLI::App& app) {
  const auto typed = std::make_shared<Typing>();
  CLI::App* command = app.add_subcommand(
      "judge", "What a person knows better: two names are the same, or different");
  command->add_option("CASE", typed->common.case_folder, "Folder of the case")->required();
  command->require_subcommand(1);
  command->footer(
      "Example: headwater judge my-case add --different \"Acme Catering\" watchlist:NK-12 --who "
      "\"A. Reviewer\" --why \"another register number\"");

  CLI::App* add = command->add_subcommand("add", "Puts a judgement on record");
  take_pair(*add, *typed,
            "SUBJECT and OBJECT: an entity's id, a name, or LIST:ID of a list's entry");
  add->add_flag("--same", typed->same, "They are one");
  add->add_flag("--different", typed->different, "They are two");
  add->add_option(
      "--from", typed->from,
      "File with the columns subject, subject_country, object, object_country, verdict, "
      "who, why");
  take_judge(*add, *typed, false);
  add->add_option("--issues", typed->common.issues_file,
                  "Write problems found in the file to this CSV file");
  add->callback([typed] { add_judgement(*typed); });

  CLI::App* undo = command->add_subcommand("undo", "Takes a judgement back; it stays on record");
  take_pair(*undo, *typed, "NUMBER of the judgement (see list), or SUBJECT and OBJECT");
  undo->get_option("WHICH")->required();
  take_judge(*undo, *typed, true);
  undo->callback([typed] { undo_judgement(*typed); });

  CLI::App* list = command->add_subcommand(
      "list",
      "All judgements: standing, replaced, undone, or orphaned (neither name is in the case)");
  list->add_flag("--json", typed->common.json, "Print the list as JSON");
  list->callback([typed] { list_judgements(*typed); });
}

}  // namespace headwater
