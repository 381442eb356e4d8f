#include "base/spilled.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>

namespace headwater {
namespace {

std::atomic<int> folders = 0;

std::filesystem::path spill_folder(int number) {
  return std::filesystem::temp_directory_path() /
         fmt::format("headwater-{}-{}", ::getpid(), number);
}

}  // namespace

std::string new_spill_folder() { return spill_folder(++folders).string(); }

void remove_spilled() {
  for (int number = 1; number <= folders; ++number) {
    std::error_code ignored;
    std::filesystem::remove_all(spill_folder(number), ignored);
  }
}

}  // namespace headwater
