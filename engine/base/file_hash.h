#pragma once

#include <filesystem>
#include <string>

namespace headwater {

/// SHA-256 of a file's bytes as 64 hexadecimal digits. Throws Error if it cannot be read.
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace headwater
