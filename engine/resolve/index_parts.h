#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/array_file.h"

namespace headwater {

/// The arrays an index of names consists of.
enum class Part : std::uint8_t {
  text,
  records,
  readings,
  tokens,
  bigrams,
  words,
  sounds,
  key_filter,
  key_buckets,
  keys,
  postings,
  near_filter,
  near_buckets,
  near_keys,
  near_sounds,
  run_filter,
  run_buckets,
  runs,
  run_postings,
  gram_filter,
  gram_buckets,
  grams,
  gram_sounds,
  count
};
constexpr std::size_t part_count = static_cast<std::size_t>(Part::count);

/// Arrays of plain rows, owned in memory or mapped from a file, where they stand as in memory.
class IndexParts {
 public:
  template <class Row>
  void put(Part part, std::vector<Row> rows) {
    auto kept = std::make_shared<std::vector<Row>>(std::move(rows));
    bytes_[place(part)] = std::as_bytes(std::span<const Row>(*kept));
    owners_.push_back(std::move(kept));
  }
  template <class Row>
  std::span<const Row> get(Part part) const {
    const auto bytes = bytes_[place(part)];
    return {reinterpret_cast<const Row*>(bytes.data()), bytes.size() / sizeof(Row)};
  }

  /// Writes the arrays behind what stands in the file. Throws Error where it cannot be written.
  void append_to(const std::filesystem::path& file) const;
  /// Writes blocks of arrays into a new file, which takes the place of an old one when whole.
  static void save(std::span<const IndexParts* const> blocks, const std::filesystem::path& file);
  /// What save() and append_to() wrote, in that order, mapped: nothing is read before it is used.
  /// Throws Error for a file that is none, is cut short or comes from another version.
  static std::vector<IndexParts> open(const std::filesystem::path& file);

 private:
  static std::size_t place(Part part) { return static_cast<std::size_t>(part); }

  std::array<std::span<const std::byte>, part_count> bytes_;
  std::vector<std::shared_ptr<const void>> owners_;
};

}  // namespace headwater
