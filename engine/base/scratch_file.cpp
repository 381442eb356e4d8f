#include "base/scratch_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/error.h"

namespace headwater {
namespace {

[[noreturn]] void throw_not_written(const std::string& folder) {
  throw Error(
      fmt::format("{}: a temporary copy cannot be written ({}); make room there, or name another "
                  "folder in TMPDIR",
                  folder, std::strerror(errno)));
}

int unnamed_file(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    return descriptor;
  }
  // Not every file system knows O_TMPFILE: a named file, unlinked at once, is as good.
  std::string name = folder + "/headwater-XXXXXX";
  const int named = mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) {
    unlink(name.c_str());
  }
  return named;
}

}  // namespace

ScratchFile::ScratchFile(std::string_view content) {
  const std::string folder = std::filesystem::temp_directory_path().string();
  descriptor_ = unnamed_file(folder);
  if (descriptor_ < 0) {
    throw_not_written(folder);
  }
  while (!content.empty()) {
    const ssize_t written = write(descriptor_, content.data(), content.size());
    if (written < 0 && errno != EINTR) {
      const int reason = errno;
      close(descriptor_);
      errno = reason;
      throw_not_written(folder);
    }
    content.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
}

ScratchFile::ScratchFile(ScratchFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

ScratchFile::~ScratchFile() {
  if (descriptor_ >= 0) {
    close(descriptor_);
  }
}

std::string ScratchFile::content() const {
  std::ifstream stream(path(), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string ScratchFile::path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

}  // namespace headwater
