#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/spilled.h"
#include "cli/commands.h"
#include "pipeline/version.h"

namespace {

using namespace headwater;

/// Files are named relative to the folder of the call, which does not change.
void stop_politely() {
  remove_spilled();
  std::fputs("headwater: stopped; nothing was changed in the case, run the same command again\n",
             stderr);
}

int fail(const char* message) {
  std::fprintf(stderr, "headwater: %s\n", message);
  return 1;
}

int run_command_line(int argc, const char* const* argv) {
  CLI::App app(
      "Maps the risk of forced labour in supply chains: from a ledger upstream to the source.",
      "headwater");
  app.set_version_flag("--version", std::string(engine_version()));
  app.require_subcommand(0, 1);
  app.footer(
      "Each command has an example: headwater COMMAND --help. Exit 0 done, 1 failed, 2 usage.");
  add_run(app);
  add_ingest(app);
  add_classify(app);
  add_stages(app);
  add_index(app);
  add_screen(app);
  add_judge(app);
  add_table(app);
  add_why(app);
  add_paths(app);
  add_serve(app);
  add_validate(app);
  try {
    app.parse(argc, argv);
    if (app.get_subcommands().empty()) {
      throw CLI::RequiredError("a command (headwater --help lists them)");
    }
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  handle_interrupts(stop_politely);
  try {
    return run_command_line(argc, argv);
  } catch (const Error& error) {
    return fail(error.what());
  } catch (const std::bad_alloc&) {
    return fail("out of memory; give fewer files at once or a smaller --memory");
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
