#include "pipeline/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "store/case.h"

namespace headwater {
namespace {

void print_checks(const std::vector<Check>& checks, bool json) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Check& c : checks) {
    list.push_back(
        {{"check", c.what}, {"measured", c.measured}, {"limit", c.limit}, {"passed", c.passed}});
    if (!json) {
      fmt::print("{} {}: {:.2e} (limit {:.0e})\n", c.passed ? "holds " : "FAILS ", c.what,
                 c.measured, c.limit);
    }
  }
  if (json) {
    fmt::print("{}\n", list.dump(2));
  }
}

}  // namespace

void add_validate(CLI::App& app) {
  const auto typed = std::make_shared<TypedOptions>();
  CLI::App* command = app.add_subcommand("validate", "Checks the identities the figures rest on");
  command->add_option("--table", typed->table,
                      "Folder of an input–output table instead of the shipped one");
  take_common(*command, typed);
  command->footer("Example: headwater validate");
  command->callback([typed] {
    const RunOptions options = run_options(*typed);
    Database database = scratch({.threads = options.threads});
    Connection connection = database.connect();
    const std::filesystem::path table = options.table.empty() ? options.data / "io" : options.table;
    const std::vector<Check> checks = validate(connection, options.data, table);
    print_checks(checks, typed->json);
    if (!std::ranges::all_of(checks, &Check::passed)) {
      throw Error("an identity does not hold: the figures of this table cannot be trusted");
    }
  });
}

}  // namespace headwater
