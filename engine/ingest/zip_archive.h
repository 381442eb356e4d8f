#pragma once

#include <zip.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace headwater {

/// A zip file opened for reading, with limits on the number of its entries and on what they unpack
/// to. Errors are thrown as Error with the file's name.
class ZipArchive {
 public:
  explicit ZipArchive(const std::filesystem::path& file);

  bool has(const std::string& entry) const;
  /// Names of all entries, folders (ending in /) among them.
  std::vector<std::string> entries() const;
  /// A whole entry, for small parts.
  std::string read(const std::string& entry);

  /// An entry read block by block.
  class Stream {
   public:
    /// Appends the next block; false at the end.
    bool append_to(std::string& text);

   private:
    friend class ZipArchive;
    Stream(std::string name, zip_file_t* file, std::uint64_t packed)
        : name_(std::move(name)), file_(file, zip_fclose), packed_(packed) {}
    std::string name_;
    std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file_;
    std::uint64_t packed_;
    std::uint64_t unpacked_ = 0;
  };
  Stream open(const std::string& entry);

 private:
  std::string name_;
  std::unique_ptr<zip_t, void (*)(zip_t*)> archive_;
};

}  // namespace headwater
