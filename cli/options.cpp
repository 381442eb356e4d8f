#include "cli/options.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <limits>

#include "base/error.h"
#include "base/text.h"

namespace fs = std::filesystem;

namespace headwater {

void take_inputs(CLI::App& command, const Typed& typed, bool ledger_required) {
  auto* ledgers = command.add_option(
      "LEDGER", typed->ledgers, "Purchases: CSV, TSV (also .gz), XLSX, Parquet, JSON Lines, OCDS");
  if (ledger_required) {
    ledgers->required();
  }
  command.add_option("--links", typed->links, "Disclosed supplier links (CSV and the like)");
  command.add_option("--facilities", typed->facilities,
                     "Facility lists with Open Supply Hub columns");
  command.add_option("--lists", typed->lists, "Watch-lists: FollowTheMoney JSON Lines or CSV");
  command.add_option("--columns", typed->columns, "TOML file that says which column is what");
}

void take_case(CLI::App& command, const Typed& typed, bool required) {
  auto* folder = command.add_option("--case", typed->case_folder, "Folder that holds the case");
  if (required) {
    folder->required();
  }
  command.add_flag("--overwrite", typed->overwrite, "Replace results that stand in the case");
}

void take_calculation(CLI::App& command, const Typed& typed) {
  command.add_option("--table", typed->table,
                     "Folder of an input–output table instead of the shipped one");
  command.add_option("--draws", typed->draws, "Monte Carlo draws")->check(CLI::Range(10, 100000));
  take_seed(command, typed);
}

void take_seed(CLI::App& command, const Typed& typed) {
  command.add_option("--seed", typed->seed, "Seed of the draws")
      ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
}

void take_common(CLI::App& command, const Typed& typed) {
  command.add_option("--data", typed->data, "Folder of the reference tables");
  command.add_option("--issues", typed->issues_file,
                     "Write problems found in the data to this CSV file");
  command.add_option("--threads", typed->threads, "Threads to use; 0: all")
      ->check(CLI::Range(0, 1024));
  command.add_option("--memory", typed->memory, "Memory the database may use, for example 2GB");
  command.add_flag("--json", typed->json, "Print the result as JSON");
}

std::string utc_now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

namespace {

std::vector<fs::path> paths(const std::vector<std::string>& typed) {
  return {typed.begin(), typed.end()};
}

std::optional<fs::path> optional_path(const std::string& typed) {
  return typed.empty() ? std::nullopt : std::optional<fs::path>(typed);
}

fs::path program_folder() {
  std::error_code code;
  const fs::path program = fs::read_symlink("/proc/self/exe", code);
  return code ? fs::current_path() : program.parent_path();
}

bool holds_tables(const fs::path& folder) { return fs::exists(folder / "countries.csv"); }

}  // namespace

fs::path data_folder(const std::string& typed) {
  const char* environment = std::getenv("HEADWATER_DATA");
  if (!typed.empty() || environment) {
    const fs::path given = typed.empty() ? environment : typed;
    if (!holds_tables(given)) {
      throw Error(
          fmt::format("{}: no reference tables there (countries.csv is missing)", given.string()));
    }
    return given;
  }
  const fs::path program = program_folder();
  for (const fs::path& place :
       {program / "../../data", program / "../share/headwater/data", fs::path("data")}) {
    if (holds_tables(place)) {
      return fs::weakly_canonical(place);
    }
  }
  throw Error(
      "the reference tables were not found; give their folder with --data or HEADWATER_DATA");
}

namespace {

struct Budget {
  double amount = 0;
  std::string currency = "USD";
};

Budget parse_budget(const std::string& typed) {
  std::string number;
  std::string letters;
  for (const char c : typed) {
    if (std::isalpha(static_cast<unsigned char>(c))) {
      letters += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    } else if (c != ' ' && c != '_') {
      number += c;
    }
  }
  Budget budget;
  const auto [end, code] =
      std::from_chars(number.data(), number.data() + number.size(), budget.amount);
  const bool whole = code == std::errc() && end == number.data() + number.size();
  const auto point = number.find('.');
  if (whole && point != std::string::npos && point + 4 == number.size()) {
    throw CLI::ValidationError("--budget",
                               fmt::format("'{}' may be read two ways; write {} or {}.{}", typed,
                                           number.substr(0, point) + number.substr(point + 1),
                                           number.substr(0, point), number.substr(point + 1, 2)));
  }
  if (!whole || budget.amount < 0 || (!letters.empty() && letters.size() != 3)) {
    throw CLI::ValidationError(
        "--budget", fmt::format("'{}' is not an amount; write 250000 or 250000EUR", typed));
  }
  if (!letters.empty()) {
    budget.currency = letters;
  }
  return budget;
}

}  // namespace

double budget_in_usd(const std::string& typed, const fs::path& data) {
  if (typed.empty()) {
    return 0;
  }
  const Budget budget = parse_budget(typed);
  if (budget.currency == "USD") {
    return budget.amount;
  }
  Database database("", {.threads = 1});
  Connection connection = database.connect();
  const auto rate = connection.number(fmt::format("SELECT CAST(units_per_usd AS DOUBLE) FROM "
                                                  "read_csv({}, header = true) WHERE currency = ? "
                                                  "ORDER BY year DESC LIMIT 1",
                                                  sql_text((data / "exchange_rates.csv").string())),
                                      {budget.currency});
  if (!rate) {
    throw CLI::ValidationError("--budget",
                               fmt::format("no exchange rate for '{}'", budget.currency));
  }
  return budget.amount / *rate;
}

RunOptions run_options(const TypedOptions& typed) {
  RunOptions options;
  options.data = data_folder(typed.data);
  options.table = typed.table;
  options.case_folder = optional_path(typed.case_folder);
  options.overwrite = typed.overwrite;
  options.inputs = {paths(typed.ledgers), paths(typed.links), paths(typed.facilities),
                    paths(typed.lists), optional_path(typed.columns)};
  options.budget_usd = budget_in_usd(typed.budget, options.data);
  options.draws = typed.draws;
  options.seed = typed.seed;
  options.threads = typed.threads;
  options.memory_limit = typed.memory;
  options.now = utc_now();
  options.name_suppliers = !typed.redact;
  options.issues_file = optional_path(typed.issues_file);
  return options;
}

}  // namespace headwater
