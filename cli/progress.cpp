#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <mutex>

#include "base/text.h"
#include "cli/options.h"

namespace headwater {
namespace {

constexpr int bar_width = 28;

bool on_terminal() { return ::isatty(STDERR_FILENO) != 0; }

std::string bar(double fraction) {
  const int filled = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * bar_width);
  std::string cells;
  for (int i = 0; i < bar_width; ++i) {
    cells += i < filled ? "█" : "░";
  }
  return cells;
}

}  // namespace

Progress progress_bar() {
  if (!on_terminal()) {
    return {};
  }
  return [last = std::chrono::steady_clock::time_point{}](std::string_view phrase,
                                                          double fraction) mutable {
    const auto now = std::chrono::steady_clock::now();
    if (now - last < std::chrono::milliseconds(80)) {
      return;
    }
    last = now;
    fmt::print(stderr, "\r\033[K{} {:3.0f}% {}", bar(fraction), 100 * fraction,
               excerpt(phrase, 40));
    std::fflush(stderr);
  };
}

void clear_progress_bar() {
  if (on_terminal()) {
    fmt::print(stderr, "\r\033[K");
  }
}

}  // namespace headwater
