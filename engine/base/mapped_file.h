#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

namespace headwater {

/// A file's bytes, mapped for reading: none is read before it is used. Throws Error, with what the
/// file was to be opened as ("an index of names"), where that cannot be done.
class MappedFile {
 public:
  MappedFile(const std::filesystem::path& file, std::string_view as);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(start_), size_};
  }

 private:
  void* start_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace headwater
