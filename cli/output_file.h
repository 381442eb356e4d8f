#pragma once

#include <cstdio>
#include <filesystem>
#include <string_view>

namespace headwater {

/// Standard output ("-") or a file, written piece by piece. A file stands under its name only once
/// it is complete.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path path);
  OutputFile(const OutputFile&) = delete;
  ~OutputFile();

  /// Throws Error, with the reason, where it cannot be written.
  void write(std::string_view text);
  void finish();

 private:
  [[noreturn]] void fail() const;

  std::filesystem::path path_;
  std::filesystem::path unfinished_;  ///< empty where it is written in place
  std::FILE* file_ = nullptr;
};

}  // namespace headwater
