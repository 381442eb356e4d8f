#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/print.h"
#include "pipeline/list_index.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

struct Typing {
  TypedOptions common;
  std::string output;
  bool append = false;
};

void print_indexed(const Indexed& indexed, const Typing& typed) {
  if (typed.common.json) {
    const nlohmann::ordered_json told = {{"file", typed.output},
                                         {"entries", indexed.entries},
                                         {"names", indexed.names},
                                         {"names_in_file", indexed.names_in_file}};
    fmt::print("{}\n", told.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    return;
  }
  fmt::print("{}: {} names of {} entries {}; it holds {} names\n", typed.output, indexed.names,
             indexed.entries, typed.append ? "added" : "written", indexed.names_in_file);
}

void index_names(const Typing& typed) {
  const RunOptions options = run_options(typed.common);
  Database database = scratch(database_options(options));
  Connection connection = database.connect();
  load_reference(connection, options.data);
  const Indexed indexed = index_lists(connection,
                                      {.lists = options.inputs.lists,
                                       .file = typed.output,
                                       .append = typed.append,
                                       .threads = options.threads},
                                      progress_bar());
  clear_progress_bar();
  print_issues(connection, options);
  print_indexed(indexed, typed);
}

}  // namespace

void add_index(CLI::App& app) {
  const auto typed = std::make_shared<Typing>();
  CLI::App* command = app.add_subcommand("index", "Lists as a file that screen can use at once");
  command->add_option("LIST", typed->common.lists, "Lists to index")->required();
  command->add_option("--output", typed->output, "File to write")->required();
  command->add_flag("--append", typed->append, "Add to what the file holds");
  take_common(*command, std::shared_ptr<TypedOptions>(typed, &typed->common));
  command->footer("Example: headwater index watchlist.csv sdn.csv --output lists.hwi");
  command->callback([typed] { index_names(*typed); });
}

}  // namespace headwater
