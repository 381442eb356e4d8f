#pragma once

#include <filesystem>
#include <functional>

namespace headwater {

/// Handles Ctrl-C and SIGTERM on a thread of its own: `on_stop` is called once, then the process
/// ends with exit code 1. Call at the start of main, before any other thread exists.
void handle_interrupts(std::function<void()> on_stop);

}  // namespace headwater
