#include "ingest/file_text.h"

#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <fstream>
#include <memory>

#include "base/error.h"
#include "base/text.h"

namespace headwater {
namespace {

/// Tables of text shrink to a tenth, very repetitive ones to a hundredth. What grows more than
/// this, past a size that hurts nobody, is a bomb.
constexpr std::uint64_t harmless_bytes = std::uint64_t{64} << 20;
constexpr std::uint64_t largest_ratio = 200;

struct Inflater {
  z_stream stream{};
  Inflater() {
    if (inflateInit2(&stream, 15 + 32) != Z_OK) {
      throw Error("zlib cannot start");
    }
  }
  ~Inflater() { inflateEnd(&stream); }
};

/// Appends what one more block gives. True at the end of a gzip member.
bool unpack_block(z_stream& stream, std::string& text) {
  std::array<char, 1 << 18> block;
  stream.next_out = reinterpret_cast<Bytef*>(block.data());
  stream.avail_out = block.size();
  const int state = inflate(&stream, Z_NO_FLUSH);
  text.append(block.data(), block.size() - stream.avail_out);
  if (state != Z_OK && state != Z_STREAM_END) {
    throw Error(state == Z_BUF_ERROR ? "it is cut short" : "its packed data is damaged");
  }
  return state == Z_STREAM_END;
}

std::string unpacked(const std::string& name, std::string_view packed, std::string& failure) {
  Inflater inflater;
  z_stream& stream = inflater.stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string text;
  try {
    while (true) {
      const bool ended = unpack_block(stream, text);
      if (unpacks_absurdly(packed.size(), text.size())) {
        break;
      }
      if (ended && stream.avail_in == 0) {
        return text;
      }
      if (ended) {
        inflateReset(&stream);
      }
    }
  } catch (const Error& error) {
    failure = error.what();
    return text;
  }
  throw Error(
      fmt::format("{}: unpacks to more than {} times its size, as a zip bomb does; unpack it by "
                  "hand if you trust it",
                  name, largest_ratio));
}

std::string whole_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(std::filesystem::file_size(file), '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream && !stream.eof()) {
    throw Error(
        fmt::format("{}: cannot be read to its end; copy it to a local disk", file.string()));
  }
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

/// A text cut in the middle of a line: the piece after the last line break is not a record.
void drop_cut_line(std::string& text) {
  const std::size_t end = text.find_last_of("\r\n");
  text.resize(end == std::string::npos ? 0 : end + 1);
}

}  // namespace

bool unpacks_absurdly(std::uint64_t packed, std::uint64_t unpacked) {
  return unpacked > harmless_bytes && unpacked / largest_ratio > packed;
}

void check_readable(const std::filesystem::path& file) {
  const std::string name = file.string();
  std::error_code code;
  const auto status = std::filesystem::status(file, code);
  if (!std::filesystem::exists(status)) {
    throw Error(
        code && code != std::errc::no_such_file_or_directory
            ? fmt::format("{}: {}; check the path and your permissions", name, code.message())
            : fmt::format("{}: no such file; check the path", name));
  }
  if (std::filesystem::is_directory(status)) {
    throw Error(fmt::format("{}: is a folder; name the files in it", name));
  }
  if (access(file.c_str(), R_OK) != 0) {
    throw Error(fmt::format("{}: no permission to read it; ask its owner, or chmod +r", name));
  }
  if (std::filesystem::is_regular_file(status) && std::filesystem::file_size(file) == 0) {
    throw Error(fmt::format("{}: the file is empty; export it again", name));
  }
}

std::string first_bytes(const std::filesystem::path& file, std::size_t count) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(count, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

bool is_gzip(std::string_view start) { return start.starts_with("\x1F\x8B"); }

FileText read_text(const std::filesystem::path& file, Problems& problems) {
  std::string bytes = whole_file(file);
  if (!is_gzip(bytes)) {
    return {std::move(bytes), false};
  }
  std::string failure;
  std::string text = unpacked(file.string(), bytes, failure);
  if (!failure.empty()) {
    drop_cut_line(text);
    if (text.empty()) {
      throw Error(fmt::format("{}: cannot be unpacked: {}; fetch or export it again", file.string(),
                              failure));
    }
    problems.error(
        {}, fmt::format("cannot be unpacked to its end: {}", failure),
        "the lines before the damage were read; fetch or export the file again for the rest");
  }
  if (text.empty()) {
    throw Error(fmt::format("{}: the file is empty; export it again", file.string()));
  }
  return {std::move(text), true};
}

FileKind kind_of(std::string_view start) {
  if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06")) {
    return FileKind::zip;
  }
  if (start.starts_with("PAR1")) {
    return FileKind::parquet;
  }
  if (start.starts_with("\xD0\xCF\x11\xE0") || start.starts_with("%PDF") ||
      start.starts_with("\x7F"
                        "ELF")) {
    return FileKind::not_a_table;
  }
  if (start.starts_with("\xEF\xBB\xBF")) {
    start.remove_prefix(3);
  }
  const std::string_view text = trimmed(start);
  if (text.starts_with("<!DOCTYPE html") || text.starts_with("<html")) {
    return FileKind::not_a_table;
  }
  if (text.starts_with("<?xml") || text.starts_with("<!DOCTYPE") ||
      text.starts_with("<CONSOLIDATED_LIST")) {
    return FileKind::xml;
  }
  if (text.starts_with("{") ||
      (text.starts_with("[") && trimmed(text.substr(1)).starts_with("{"))) {
    return FileKind::json;
  }
  return FileKind::text;
}

}  // namespace headwater
