#include "base/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "base/error.h"

namespace headwater {

MappedFile::MappedFile(const std::filesystem::path& file, std::string_view as) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status{};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    const std::string why = descriptor < 0 ? std::strerror(errno) : "it is not a file";
    if (descriptor >= 0) {
      ::close(descriptor);
    }
    throw Error(fmt::format("{}: cannot be opened as {}: {}.", file.string(), as, why));
  }
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ > 0) {
    start_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
  }
  ::close(descriptor);
  if (start_ == MAP_FAILED) {
    throw Error(
        fmt::format("{}: cannot be mapped into memory: {}.", file.string(), std::strerror(errno)));
  }
}

MappedFile::~MappedFile() {
  if (start_ != nullptr) {
    ::munmap(start_, size_);
  }
}

}  // namespace headwater
