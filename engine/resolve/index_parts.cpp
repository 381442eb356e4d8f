#include "resolve/index_parts.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>

#include "base/error.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;

constexpr std::array<char, 8> mark{'H', 'W', 'N', 'A', 'M', 'E', 'S', '\n'};
constexpr std::uint32_t version = 1;  // of the rows; changes with any of them
constexpr std::uint64_t boundary = 64;

struct Place {
  std::uint64_t start = 0;  ///< from the beginning of the block
  std::uint64_t bytes = 0;
};

/// Stands before each block of arrays.
struct Head {
  std::array<char, 8> kind = mark;
  std::uint32_t rows_version = version;
  std::uint32_t parts = part_count;
  std::uint64_t bytes = 0;  ///< of the block, its head among them
  std::array<Place, part_count> places;
  std::uint64_t check = 0;  ///< of all before it
};

std::uint64_t check_of(const Head& head) { return XXH3_64bits(&head, offsetof(Head, check)); }

std::uint64_t on_boundary(std::uint64_t bytes) {
  return (bytes + boundary - 1) / boundary * boundary;
}

/// A file mapped for reading, as long as anyone holds it.
class Mapping {
 public:
  explicit Mapping(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status{};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
      const std::string why = descriptor < 0 ? std::strerror(errno) : "it is not a file";
      if (descriptor >= 0) {
        ::close(descriptor);
      }
      throw Error(
          fmt::format("{}: cannot be opened as an index of names: {}.", file.string(), why));
    }
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ > 0) {
      start_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    }
    ::close(descriptor);
    if (start_ == MAP_FAILED) {
      throw Error(fmt::format("{}: cannot be mapped into memory: {}.", file.string(),
                              std::strerror(errno)));
    }
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (start_ != nullptr && start_ != MAP_FAILED) {
      ::munmap(start_, size_);
    }
  }
  std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(start_), size_};
  }

 private:
  void* start_ = nullptr;
  std::size_t size_ = 0;
};

[[noreturn]] void refuse(const fs::path& file, std::string_view why) {
  throw Error(fmt::format("{}: {}. Build it again with \"headwater index\".", file.string(), why));
}

/// Or holds the beginning of it only: then it is cut short.
bool begins_with_mark(std::span<const std::byte> bytes) {
  const std::size_t known = std::min(bytes.size(), mark.size());
  return std::ranges::equal(bytes.first(known), std::as_bytes(std::span(mark)).first(known));
}

Head head_at(std::span<const std::byte> rest, const fs::path& file) {
  Head head;
  if (rest.size() < sizeof(head)) {
    refuse(file, "the index of names is cut short");
  }
  std::memcpy(&head, rest.data(), sizeof(head));
  if (head.kind != mark) {
    refuse(file, "this is not an index of names");
  }
  if (head.rows_version != version || head.parts != part_count) {
    refuse(file, "this index of names comes from another version");
  }
  if (head.check != check_of(head)) {
    refuse(file, "the index of names is damaged");
  }
  if (head.bytes > rest.size() || head.bytes < sizeof(head)) {
    refuse(file, "the index of names is cut short");
  }
  for (const Place& place : head.places) {
    if (place.start % boundary != 0 || place.start > head.bytes ||
        place.bytes > head.bytes - place.start) {
      refuse(file, "the index of names is damaged");
    }
  }
  return head;
}

}  // namespace

void IndexParts::append_to(const fs::path& file) const {
  Head head;
  std::uint64_t end = on_boundary(sizeof(head));
  for (std::size_t i = 0; i < part_count; ++i) {
    head.places[i] = {end, bytes_[i].size()};
    end = on_boundary(end + bytes_[i].size());
  }
  head.bytes = end;
  head.check = check_of(head);
  std::ofstream out(file, std::ios::binary | std::ios::app);
  const auto write = [&](std::span<const std::byte> bytes) {
    static constexpr std::array<char, boundary> nothing{};
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    out.write(nothing.data(),
              static_cast<std::streamsize>(on_boundary(bytes.size()) - bytes.size()));
  };
  write(std::as_bytes(std::span(&head, 1)));
  for (const auto& bytes : bytes_) {
    write(bytes);
  }
  out.flush();
  if (!out) {
    throw Error(
        fmt::format("{}: the index of names cannot be written there; is there room, and "
                    "are you permitted to?",
                    file.string()));
  }
}

void IndexParts::save(std::span<const IndexParts* const> blocks, const fs::path& file) {
  const fs::path unfinished = file.string() + ".new";
  std::error_code ignored;
  fs::remove(unfinished, ignored);
  try {
    for (const IndexParts* block : blocks) {
      block->append_to(unfinished);
    }
    fs::rename(unfinished, file);
  } catch (...) {
    fs::remove(unfinished, ignored);
    throw;
  }
}

std::vector<IndexParts> IndexParts::open(const fs::path& file) {
  const auto mapping = std::make_shared<const Mapping>(file);
  std::vector<IndexParts> blocks;
  auto rest = mapping->bytes();
  if (!begins_with_mark(rest)) {
    refuse(file, "this is not an index of names");
  }
  do {
    const Head head = head_at(rest, file);
    IndexParts& parts = blocks.emplace_back();
    parts.owners_.push_back(mapping);
    for (std::size_t i = 0; i < part_count; ++i) {
      parts.bytes_[i] = rest.subspan(head.places[i].start, head.places[i].bytes);
    }
    rest = rest.subspan(head.bytes);
  } while (!rest.empty());
  return blocks;
}

}  // namespace headwater
