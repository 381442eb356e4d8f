#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>

namespace headwater {

struct Spent {
  double processor = 0;  ///< seconds of all threads, user and system
  double wall = 0;
};

inline Spent now() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  const auto wall = std::chrono::steady_clock::now().time_since_epoch();
  return {seconds(usage.ru_utime) + seconds(usage.ru_stime),
          std::chrono::duration<double>(wall).count()};
}

/// What a piece of work takes.
inline Spent spent(const std::function<void()>& work) {
  const Spent start = now();
  work();
  const Spent end = now();
  return {end.processor - start.processor, end.wall - start.wall};
}

/// The fastest of so many passes: others on the machine only ever lengthen one.
inline Spent fastest(int passes, const std::function<void()>& work) {
  Spent best{.processor = std::numeric_limits<double>::max(),
             .wall = std::numeric_limits<double>::max()};
  for (int pass = 0; pass < passes; ++pass) {
    const Spent once = spent(work);
    best.processor = std::min(best.processor, once.processor);
    best.wall = std::min(best.wall, once.wall);
  }
  return best;
}

/// Of this program alone: what getrusage says holds that of the program that started it.
inline double peak_mib() {
  std::ifstream file("/proc/self/status");
  for (std::string word; file >> word;) {
    if (double kib = 0; word == "VmHWM:" && file >> kib) {
      return kib / 1024;
    }
  }
  throw std::runtime_error("/proc/self/status: no VmHWM");
}

}  // namespace headwater
