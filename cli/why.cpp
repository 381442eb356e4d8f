#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/options.h"
#include "share/share.h"
#include "store/case.h"

namespace headwater {
namespace {

using Json = nlohmann::ordered_json;

std::string shown(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void print_fields(const Json& object, std::string_view indent) {
  for (const auto& [key, value] : object.items()) {
    if (!value.is_null()) {
      fmt::print("{}{:<22} {}\n", indent, key, shown(value));
    }
  }
}

void print_list(const Json& answer, const char* key, const char* title) {
  if (!answer.contains(key) || answer[key].empty()) {
    return;
  }
  fmt::print("\n{}\n", title);
  for (const Json& item : answer[key]) {
    print_fields(item, "  ");
    fmt::print("\n");
  }
}

void print_answer(const Json& answer) {
  fmt::print("{}\n", shown(answer["about"]));
  print_fields(answer["figures"], "  ");
  print_list(answer, "reasons", "Reasons");
  print_list(answer, "rows", "Source rows");
}

}  // namespace

void add_why(CLI::App& app) {
  struct Typing {
    std::string case_folder;
    std::string about;
    bool json = false;
  };
  auto typed = std::make_shared<Typing>();
  CLI::App* command =
      app.add_subcommand("why", "The reasons behind one figure, to the source rows");
  command->add_option("CASE", typed->case_folder, "Folder of the case")->required();
  command
      ->add_option("ENTITY", typed->about,
                   "A supplier (name or id), a country, a sector, or 'ledger'")
      ->required();
  command->add_flag("--json", typed->json, "Print the answer as JSON");
  command->footer("Example: headwater why my-case \"Acme Catering\"");
  command->callback([typed] {
    Database database = open_derived(typed->case_folder, {});
    Connection connection = database.connect();
    const std::string answer = why(connection, typed->about);
    typed->json ? fmt::print("{}\n", answer) : print_answer(Json::parse(answer));
  });
}

}  // namespace headwater
