#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/options.h"
#include "pipeline/supply_paths.h"

namespace headwater {
namespace {

using Json = nlohmann::ordered_json;

std::string percent(const Json& share) {
  return share.is_null() ? "kept back" : fmt::format("{:.2f}%", 100 * share.get<double>());
}

std::string drawn(const Json& steps) {
  std::string line;
  for (const Json& step : steps) {
    line += line.empty() ? "" : " ← ";
    line += step["name"].get<std::string>();
    if (!step["supplier"].is_null()) {
      line += fmt::format(" ({})", step["supplier"].get<std::string>());
    }
    line += step["synthetic"] == true ? "*" : "";
  }
  return line;
}

void print_answer(const Json& answer) {
  fmt::print("Largest paths upstream of {}, of its expected exposure\n",
             answer["of"].get<std::string>());
  for (const Json& path : answer["paths"]) {
    fmt::print("{:>4}  {:>9}  {}\n", path["rank"].get<std::size_t>(), percent(path["share"]),
               drawn(path["steps"]));
  }
  fmt::print("The shares listed make {}, the rest is {}.{}\n", percent(answer["listed_share"]),
             percent(answer["remainder_share"]),
             answer["largest_unlisted_share"].is_null()
                 ? ""
                 : fmt::format(" No path that is not listed carries more than {}.",
                               percent(answer["largest_unlisted_share"])));
  if (answer["kept_back"].get<std::size_t>() > 0) {
    fmt::print("{} shares are kept back: they would speak of one or two suppliers.\n",
               answer["kept_back"].get<std::size_t>());
  }
  fmt::print("* split from the rest of the world by proxies\n");
}

struct Typing : TypedOptions {
  PathRequest request;
};

void take_filters(CLI::App& command, PathRequest& request) {
  command.add_option("--arises-in-country", request.arises_in_region,
                     "Only paths whose exposure arises in this country (ISO alpha-3)");
  command.add_option("--arises-in-sector", request.arises_in_sector,
                     "Only paths whose exposure arises in this sector (c1 to c35)");
  command.add_option("--through-country", request.through_region,
                     "Only paths with a step in this country");
  command.add_option("--through-sector", request.through_sector,
                     "Only paths with a step in this sector");
  command.add_option("--depth", request.depth, "Most steps of a path, what is bought included");
  command.add_option("--top", request.top, "How many paths (default 20)")
      ->check(CLI::Range(1, 1'000'000));
}

}  // namespace

void add_paths(CLI::App& app) {
  const auto typed = std::make_shared<Typing>();
  CLI::App* command = app.add_subcommand(
      "paths", "The largest supply paths of a ledger, a supplier, a buyer or a line, with proof");
  command->add_option("CASE", typed->case_folder, "Folder of the case")->required();
  CLI::Option* supplier =
      command->add_option("--supplier", typed->request.supplier, "Of this supplier (name or id)");
  CLI::Option* buyer =
      command->add_option("--buyer", typed->request.buyer, "Of this buying unit of the ledger");
  CLI::Option* line =
      command->add_option("--line", typed->request.line, "Of this line of a ledger: FILE:ROW");
  supplier->excludes(buyer)->excludes(line);
  buyer->excludes(line);
  take_filters(*command, typed->request);
  command->add_option(
      "--table", typed->table,
      "Folder of the input–output table the case was traced on, if not the shipped one");
  take_common(*command, typed);
  command->footer("Example: headwater paths my-case --arises-in-country UZB --depth 4");
  command->callback([typed] {
    const RunOptions options = run_options(*typed);
    const std::string answer =
        supply_paths(typed->case_folder,
                     options.table.empty() ? options.data / "io" : options.table, typed->request);
    typed->json ? fmt::print("{}\n", answer) : print_answer(Json::parse(answer));
  });
}

}  // namespace headwater
