#pragma once

#include <filesystem>
#include <functional>

namespace headwater {

/// Handles Ctrl-C and SIGTERM on a thread of its own: `on_stop` is called once, then the process
/// ends with exit code 1. Call at the start of main, before any other thread exists.
void handle_interrupts(std::function<void()> on_stop);

/// For what runs until it is stopped: from now on Ctrl-C is its proper end. The message is told
/// instead of calling `on_stop`, and the exit code is 0. `message` must live as long as the
/// process.
void stopping_is_the_end(const char* message);

}  // namespace headwater
