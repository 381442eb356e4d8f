#include "cli/output_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace fs = std::filesystem;

namespace headwater {

OutputFile::OutputFile(fs::path path) : path_(std::move(path)) {
  if (path_ == "-") {
    file_ = stdout;
    return;
  }
  std::error_code code;
  const bool replaceable = !fs::exists(path_, code) || fs::is_regular_file(path_, code);
  unfinished_ = replaceable ? path_.string() + ".unfinished" : "";
  file_ = std::fopen(replaceable ? unfinished_.c_str() : path_.c_str(), "wbe");
  if (!file_) {
    fail();
  }
}

OutputFile::~OutputFile() {
  if (file_ && file_ != stdout) {
    std::fclose(file_);
    std::error_code ignored;
    if (!unfinished_.empty()) {
      fs::remove(unfinished_, ignored);
    }
  }
}

void OutputFile::fail() const {
  const std::string where = path_ == "-" ? "the result" : path_.string() + ": the result";
  throw Error(fmt::format("{} cannot be written: {}", where, std::strerror(errno)));
}

void OutputFile::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) {
    fail();
  }
}

void OutputFile::finish() {
  if (std::fflush(file_) != 0) {
    fail();
  }
  if (file_ == stdout) {
    return;
  }
  const int closed = std::fclose(std::exchange(file_, nullptr));
  std::error_code code;
  if (closed == 0 && !unfinished_.empty()) {
    fs::rename(unfinished_, path_, code);
  }
  if (closed != 0 || code) {
    errno = code ? code.value() : errno;
    fail();
  }
}

}  // namespace headwater
