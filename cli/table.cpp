#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "pipeline/outcome.h"
#include "pipeline/table_import.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

struct Typing {
  TypedOptions common;
  std::string path;
  std::string layout;
  std::string sectors = "engine";
  std::string folder;
  int year = 0;
};

void print_imported(const ImportedTable& imported, const Typing& typed) {
  if (typed.common.json) {
    fmt::print("{}\n", table_json(imported));
    return;
  }
  const ReadTable& read = imported.read;
  fmt::print("{}: {}, {}\n", read.layout, read.edition, read.year);
  if (read.currency != "USD") {
    fmt::print("{} per USD: {}, {}\n", read.currency, read.units_per_usd, read.rate_source);
  }
  fmt::print("{} regions x {} sectors, {} flows; output {:.6g} million USD\n", read.regions,
             read.sectors, read.flows, read.output_musd);
  for (const TableCheck& check : read.checks) {
    fmt::print("{} {}: {}: {:.6g}{}\n", check.passed ? "holds " : "noted ", check.name, check.what,
               check.measured, check.worst.empty() ? "" : " (" + check.worst + ")");
  }
  fmt::print("Written: {}\n", typed.folder);
}

void import(const Typing& typed) {
  const RunOptions options = run_options(typed.common);
  if (options.issues_file) {
    require_writable(*options.issues_file);
  }
  Database database = scratch(database_options(options));
  Connection connection = database.connect();
  load_reference(connection, options.data);
  TableImport request{.table = {.path = typed.path,
                                .layout = typed.layout,
                                .year = typed.year == 0 ? std::nullopt : std::optional(typed.year),
                                .own_sectors = typed.sectors == "own"},
                      .folder = typed.folder,
                      .overwrite = typed.common.overwrite};
  try {
    const ImportedTable imported = import_table(connection, request, progress_bar());
    clear_progress_bar();
    print_issues(connection, options);
    print_imported(imported, typed);
  } catch (...) {
    clear_progress_bar();
    print_issues(connection, options);
    throw;
  }
}

void prepare(const Typing& typed, const std::vector<std::string>& folders) {
  Database database = scratch(database_options(run_options(typed.common)));
  Connection connection = database.connect();
  for (const std::string& folder : folders) {
    const std::size_t cells = prepare_table(connection, folder);
    if (!typed.common.json) {
      fmt::print("{}: {} cells kept ready\n", folder, cells);
    }
  }
  if (typed.common.json) {
    fmt::print("{}\n", nlohmann::json{{"prepared", folders}}.dump());
  }
}

void add_prepare(CLI::App& table) {
  const auto typed = std::make_shared<Typing>();
  const auto folders = std::make_shared<std::vector<std::string>>();
  CLI::App* command = table.add_subcommand(
      "prepare", "Keeps tables ready beside their files, so that they load at once");
  command->add_option("FOLDER", *folders, "A table in the engine's form, as import writes it")
      ->required();
  take_common(*command, std::shared_ptr<TypedOptions>(typed, &typed->common));
  command->footer("Example: headwater table prepare exiobase2019");
  command->callback([typed, folders] { prepare(*typed, *folders); });
}

}  // namespace

void add_table(CLI::App& app) {
  const auto typed = std::make_shared<Typing>();
  CLI::App* table = app.add_subcommand("table", "Input–output tables for --table");
  table->require_subcommand(1);
  CLI::App* command =
      table->add_subcommand("import", "Turns a published table into the engine's form");
  command->add_option("PATH", typed->path, "Folder, zip archive or file, as published")->required();
  command->add_option("--layout", typed->layout, "What it is, where its files do not tell")
      ->check(CLI::IsMember(
          {"exiobase3", "icio", "figaro", "gloria", "wiod2016", "wiod2013", "eora26"}));
  command->add_option("--year", typed->year, "Which year, where the files hold several")
      ->check(CLI::Range(1960, 2100));
  command
      ->add_option("--sectors", typed->sectors,
                   "engine: the 35 sectors the rates are for; own: the table's")
      ->check(CLI::IsMember({"engine", "own"}));
  command->add_option("--out", typed->folder, "Folder to write")->required();
  command->add_flag("--overwrite", typed->common.overwrite, "Replace the table in it");
  take_common(*command, std::shared_ptr<TypedOptions>(typed, &typed->common));
  command->footer("Example: headwater table import IOT_2019_ixi.zip --out exiobase2019");
  table->footer("Example: headwater table import IOT_2019_ixi.zip --out exiobase2019");
  command->callback([typed] { import(*typed); });
  add_prepare(*table);
}

}  // namespace headwater
