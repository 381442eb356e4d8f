#include "server/serve.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "cli/commands.h"
#include "cli/options.h"

namespace headwater {
namespace {

struct Typing {
  TypedOptions common;
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  bool no_browser = false;
};

/// The desktop's own way to open an address; where there is none, the printed line is enough.
void open_browser(const std::string& address) {
  std::string program = "xdg-open";
  std::string argument = address;
  char* const arguments[] = {program.data(), argument.data(), nullptr};
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  posix_spawnp(&child, program.c_str(), &quiet, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&quiet);
}

void announce(const std::string& address, bool browser) {
  fmt::print("{}\n", address);
  std::fflush(stdout);
  if (browser) {
    open_browser(address);
  }
}

}  // namespace

void add_serve(CLI::App& app) {
  const auto typed = std::make_shared<Typing>();
  CLI::App* command = app.add_subcommand(
      "serve", "The workbench in a browser: prints its address, which holds the key");
  command->add_option("CASE", typed->common.case_folder, "Folder of the case")->required();
  command->add_option("--port", typed->port, "Port to listen on; 0: any that is free");
  command->add_option("--address", typed->address,
                      "Address to listen on: this machine alone unless told otherwise");
  command->add_flag("--no-browser", typed->no_browser, "Do not open a browser");
  command->add_option("--data", typed->common.data, "Folder of the reference tables");
  command->add_option("--table", typed->common.table,
                      "Folder of an input–output table instead of the shipped one");
  command->add_option("--threads", typed->common.threads, "Threads of the database; 0: all")
      ->check(CLI::Range(0, 1024));
  command->footer("Example: headwater serve my-case --port 8000");
  command->callback([typed] {
    const std::string& data = typed->common.data;
    stopping_is_the_end("headwater: the workbench is closed; what was decided is on record\n");
    serve({.served = {typed->common.case_folder, data_folder(data), typed->common.table,
                      typed->common.threads},
           .address = typed->address,
           .port = typed->port,
           .now = utc_now},
          [typed](const std::string& address) { announce(address, !typed->no_browser); });
  });
}

}  // namespace headwater
