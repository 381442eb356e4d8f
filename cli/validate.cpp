#include "pipeline/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/hindcast_output.h"
#include "cli/options.h"
#include "cli/print.h"
#include "store/case.h"

namespace headwater {
namespace {

using Json = nlohmann::ordered_json;

struct Typing {
  TypedOptions common;
  std::string list;
  bool explain = false;
};

Json checks_json(const std::vector<Check>& checks) {
  Json list = Json::array();
  for (const Check& c : checks) {
    list.push_back(
        {{"check", c.what}, {"measured", c.measured}, {"limit", c.limit}, {"passed", c.passed}});
  }
  return list;
}

void print_checks(const std::vector<Check>& checks) {
  for (const Check& c : checks) {
    fmt::print("{} {}: {:.2e} (limit {:.0e})\n", c.passed ? "holds " : "FAILS ", c.what, c.measured,
               c.limit);
  }
}

void print_validation(const std::vector<Check>& checks, const Hindcast& hindcast,
                      const Typing& typed) {
  if (typed.common.json) {
    Json json = {{"checks", checks_json(checks)}};
    json.update(hindcast_json(hindcast));
    fmt::print("{}\n", json.dump(2));
    return;
  }
  print_checks(checks);
  print_hindcast(hindcast, typed.explain);
}

void validate_all(const Typing& typed) {
  const RunOptions options = run_options(typed.common);
  Database database = scratch(database_options(options));
  Connection connection = database.connect();
  const std::filesystem::path table = options.table.empty() ? options.data / "io" : options.table;
  const std::vector<Check> checks = validate(connection, options.data, table);
  const Hindcast hindcast = validate_forecasts(
      connection, options.data,
      typed.list.empty() ? std::nullopt : std::optional<std::filesystem::path>(typed.list));
  print_issues(connection, options);
  print_validation(checks, hindcast, typed);
  if (!std::ranges::all_of(checks, &Check::passed)) {
    throw Error("an identity does not hold: the figures of this table cannot be trusted");
  }
}

}  // namespace

void add_validate(CLI::App& app) {
  const auto typed = std::make_shared<Typing>();
  CLI::App* command = app.add_subcommand(
      "validate", "Checks the identities the figures rest on, and forecasts against what came");
  command->add_option("--table", typed->common.table,
                      "Folder of an input–output table instead of the shipped one");
  command->add_option("--list", typed->list,
                      "Later editions of the US Labor Department's list of goods");
  command->add_flag("--explain", typed->explain, "Say what the forecast rests on");
  take_common(*command, std::shared_ptr<TypedOptions>(typed, &typed->common));
  command->footer("Example: headwater validate");
  command->callback([typed] { validate_all(*typed); });
}

}  // namespace headwater
