#pragma once

#include <string>
#include <string_view>

namespace headwater {

/// A file without a name in the system's temporary folder: gone when closed, or when the process
/// dies.
class ScratchFile {
 public:
  /// Throws Error where it cannot be written (no room, not permitted).
  explicit ScratchFile(std::string_view content = {});
  ScratchFile(ScratchFile&& other) noexcept;
  ScratchFile& operator=(ScratchFile&&) = delete;
  ScratchFile(const ScratchFile&) = delete;
  ~ScratchFile();

  /// What stands in it now.
  std::string content() const;
  /// A path under which this process can open it.
  std::string path() const;

 private:
  int descriptor_ = -1;
};

}  // namespace headwater
