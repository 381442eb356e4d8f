#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/options.h"
#include "pipeline/pipeline.h"

namespace headwater {
namespace {

using Json = nlohmann::ordered_json;

std::string number(double value) {
  return std::abs(value) >= 10000 ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value);
}

bool is_estimate(const Json& value) { return value.is_object() && value.contains("value"); }

std::string shown(const Json& value) {
  if (is_estimate(value)) {
    return fmt::format("{} ({}–{}), {}", shown(value["value"]), shown(value["low"]),
                       shown(value["high"]), shown(value["unit"]));
  }
  if (value.is_boolean()) {
    return value.get<bool>() ? "yes" : "no";
  }
  if (value.is_number_float()) {
    return number(value.get<double>());
  }
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void print_fields(const Json& object, const std::string& indent) {
  for (const auto& [key, value] : object.items()) {
    if (value.is_null()) {
      continue;
    }
    if (value.is_object() && !is_estimate(value)) {
      fmt::print("{}{}\n", indent, key);
      print_fields(value, indent + "  ");
    } else {
      fmt::print("{}{:<22} {}\n", indent, key, shown(value));
    }
  }
}

/// What, how much, on what it rests: a line each.
void print_reasons(const Json& reasons) {
  fmt::print("\nReasons\n");
  for (const Json& reason : reasons) {
    const std::string effect =
        reason["effect"].is_null()
            ? ""
            : fmt::format(": {} {}", shown(reason["effect"]), shown(reason["unit"]));
    fmt::print("  {}{} [{}{}]\n", shown(reason["what"]), effect, shown(reason["source"]),
               reason["assumed"] == true ? "; assumed" : "");
  }
}

/// FILE:ROW and what stands there.
void print_rows(const Json& rows, const Json& in_all) {
  fmt::print("\nSource rows ({} of {})\n", rows.size(), shown(in_all));
  for (const Json& row : rows) {
    std::string line = fmt::format("  {}:{}", shown(row["file"]), shown(row["row"]));
    for (const auto& [key, value] : row.items()) {
      if (key != "file" && key != "row" && !value.is_null() && !shown(value).empty()) {
        line += (key == "currency" ? " " : "  ") + shown(value);
      }
    }
    fmt::print("{}\n", line);
  }
}

void print_answer(const Json& answer) {
  fmt::print("{}\n", shown(answer["about"]));
  print_fields(answer["figures"], "  ");
  if (!answer["reasons"].empty()) {
    print_reasons(answer["reasons"]);
  }
  if (!answer["rows"].empty()) {
    print_rows(answer["rows"], answer["rows_in_all"]);
  }
}

}  // namespace

void add_why(CLI::App& app) {
  struct Typing {
    std::string case_folder;
    std::string about;
    bool json = false;
  };
  const auto typed = std::make_shared<Typing>();
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
    const std::string answer = reasons_in(typed->case_folder, typed->about);
    typed->json ? fmt::print("{}\n", answer) : print_answer(Json::parse(answer));
  });
}

}  // namespace headwater
