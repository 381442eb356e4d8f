#include "base/array_file.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

#include "base/error.h"
#include "base/mapped_file.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t boundary = 64;

/// Stands before each block; behind it stand the places of its arrays, and a hash of both.
struct Head {
  std::array<char, 8> mark;
  std::uint32_t version = 0;
  std::uint32_t arrays = 0;
  std::uint64_t bytes = 0;  ///< of the block, its head among them
};

struct Place {
  std::uint64_t start = 0;  ///< from the beginning of the block
  std::uint64_t bytes = 0;
};

std::uint64_t on_boundary(std::uint64_t bytes) {
  return (bytes + boundary - 1) / boundary * boundary;
}

std::size_t checked_bytes(std::size_t arrays) { return sizeof(Head) + arrays * sizeof(Place); }

/// Reads what stands at the beginning of a block, and refuses what is no block of the kind.
class BlockReader {
 public:
  BlockReader(const ArrayFileKind& kind, const fs::path& file) : kind_(kind), file_(file) {}

  /// Or it holds the beginning of the mark only: then it is cut short.
  void require_mark(std::span<const std::byte> bytes) const {
    const std::size_t known = std::min(bytes.size(), kind_.mark.size());
    if (!std::ranges::equal(bytes.first(known),
                            std::as_bytes(std::span(kind_.mark)).first(known))) {
      refuse("this is not an {}");
    }
  }

  /// How long the block is; its arrays are added to `block`.
  std::uint64_t read(std::span<const std::byte> rest, ArrayBlock& block) const {
    const std::size_t checked = checked_bytes(kind_.arrays);
    std::uint64_t check = 0;
    Head head;
    if (rest.size() < sizeof(head)) {
      refuse("the {} is cut short");
    }
    std::memcpy(&head, rest.data(), sizeof(head));
    if (head.mark != kind_.mark) {
      refuse("this is not an {}");
    }
    if (head.version != kind_.version || head.arrays != kind_.arrays) {
      refuse("this {} comes from another version");
    }
    if (rest.size() < checked + sizeof(check)) {
      refuse("the {} is cut short");
    }
    std::memcpy(&check, rest.data() + checked, sizeof(check));
    if (check != XXH3_64bits(rest.data(), checked)) {
      refuse("the {} is damaged");
    }
    if (head.bytes > rest.size() || head.bytes < checked) {
      refuse("the {} is cut short");
    }
    std::vector<Place> places(kind_.arrays);
    std::memcpy(places.data(), rest.data() + sizeof(head), kind_.arrays * sizeof(Place));
    for (const Place& place : places) {
      if (place.start % boundary != 0 || place.start > head.bytes ||
          place.bytes > head.bytes - place.start) {
        refuse("the {} is damaged");
      }
      block.arrays.push_back(rest.subspan(place.start, place.bytes));
    }
    return head.bytes;
  }

 private:
  [[noreturn]] void refuse(std::string_view why) const {
    throw Error(fmt::format("{}: {}. Build it again with \"{}\".", file_.string(),
                            fmt::format(fmt::runtime(why), kind_.name), kind_.build_again));
  }

  const ArrayFileKind& kind_;
  const fs::path& file_;
};

}  // namespace

void append_arrays(const ArrayFileKind& kind, std::span<const std::span<const std::byte>> arrays,
                   const fs::path& file) {
  const std::size_t checked = checked_bytes(kind.arrays);
  std::uint64_t end = on_boundary(checked + sizeof(std::uint64_t));
  std::vector<Place> places;
  for (const auto& bytes : arrays) {
    places.push_back({end, bytes.size()});
    end = on_boundary(end + bytes.size());
  }
  const Head head{kind.mark, kind.version, kind.arrays, end};
  std::vector<std::byte> front(checked + sizeof(std::uint64_t));
  std::memcpy(front.data(), &head, sizeof(head));
  std::memcpy(front.data() + sizeof(head), places.data(), places.size() * sizeof(Place));
  const std::uint64_t check = XXH3_64bits(front.data(), checked);
  std::memcpy(front.data() + checked, &check, sizeof(check));
  std::ofstream out(file, std::ios::binary | std::ios::app);
  const auto write = [&](std::span<const std::byte> bytes) {
    static constexpr std::array<char, boundary> nothing{};
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    out.write(nothing.data(),
              static_cast<std::streamsize>(on_boundary(bytes.size()) - bytes.size()));
  };
  write(front);
  for (const auto& bytes : arrays) {
    write(bytes);
  }
  out.flush();
  if (!out) {
    throw Error(
        fmt::format("{}: the {} cannot be written there; is there room, and are you permitted to?",
                    file.string(), kind.name));
  }
}

void save_arrays(const ArrayFileKind& kind, std::span<const ArrayBlock> blocks,
                 const fs::path& file) {
  const fs::path unfinished = file.string() + ".new";
  std::error_code ignored;
  fs::remove(unfinished, ignored);
  try {
    for (const ArrayBlock& block : blocks) {
      append_arrays(kind, block.arrays, unfinished);
    }
    fs::rename(unfinished, file);
  } catch (...) {
    fs::remove(unfinished, ignored);
    throw;
  }
}

std::vector<ArrayBlock> open_arrays(const ArrayFileKind& kind, const fs::path& file) {
  const auto mapping = std::make_shared<const MappedFile>(file, fmt::format("an {}", kind.name));
  const BlockReader reader(kind, file);
  std::vector<ArrayBlock> blocks;
  auto rest = mapping->bytes();
  reader.require_mark(rest);
  do {
    ArrayBlock& block = blocks.emplace_back();
    block.owner = mapping;
    rest = rest.subspan(reader.read(rest, block));
  } while (!rest.empty());
  return blocks;
}

}  // namespace headwater
