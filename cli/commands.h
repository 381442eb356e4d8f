#pragma once

#include <CLI/CLI.hpp>

namespace headwater {

/// Each adds one command (or, for add_stages, those that only take a case) to the command line.
void add_run(CLI::App& app);
void add_ingest(CLI::App& app);
void add_classify(CLI::App& app);
void add_stages(CLI::App& app);
void add_index(CLI::App& app);
void add_screen(CLI::App& app);
void add_judge(CLI::App& app);
void add_table(CLI::App& app);
void add_why(CLI::App& app);
void add_paths(CLI::App& app);
void add_serve(CLI::App& app);
void add_validate(CLI::App& app);

}  // namespace headwater
