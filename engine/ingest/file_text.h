#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "ingest/problems.h"

namespace headwater {

/// What a file holds, told by its first bytes and, for JSON, its shape; never by its name alone.
enum class FileKind { text, json, xml, zip, parquet, not_a_table };

/// Throws Error, saying what to do, where there is no such file, it is a folder, may not be read,
/// or holds nothing.
void check_readable(const std::filesystem::path& file);

/// The whole file; gzip is unpacked. A gzip file cut short gives what could be unpacked and a
/// problem. Throws Error where nothing could be unpacked or where it unpacks to absurdly much.
struct FileText {
  std::string bytes;
  bool unpacked = false;
};
FileText read_text(const std::filesystem::path& file, Problems& problems);

/// Whether data unpacks to more than any table does (a zip bomb).
bool unpacks_absurdly(std::uint64_t packed, std::uint64_t unpacked);

/// The first bytes, unpacked.
FileKind kind_of(std::string_view start);
bool is_gzip(std::string_view start);
std::string first_bytes(const std::filesystem::path& file, std::size_t count);

}  // namespace headwater
