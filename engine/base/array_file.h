#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/fixed_array.h"

namespace headwater {

/// What arrays of plain rows a file keeps. Its files are for machines of one kind and one version
/// of the rows.
struct ArrayFileKind {
  std::array<char, 8> mark;
  std::uint32_t version = 0;     ///< of the rows; changes with any of them
  std::uint32_t arrays = 0;      ///< of each block
  std::string_view name;         ///< "index of names"
  std::string_view build_again;  ///< the command that does
};

/// A block of arrays: as they are to be written, or mapped from a file.
struct ArrayBlock {
  std::vector<std::span<const std::byte>> arrays;
  std::shared_ptr<const void> owner;

  template <class Row>
  std::span<const Row> rows(std::size_t array) const {
    return {reinterpret_cast<const Row*>(arrays[array].data()), arrays[array].size() / sizeof(Row)};
  }
  template <class Row>
  FixedArray<Row> kept(std::size_t array) const {
    return FixedArray<Row>(rows<Row>(array), owner);
  }
};

/// Writes a block behind what stands in the file. Throws Error where it cannot be written.
void append_arrays(const ArrayFileKind& kind, std::span<const std::span<const std::byte>> arrays,
                   const std::filesystem::path& file);
/// Writes blocks into a new file, which takes the place of an old one when whole.
void save_arrays(const ArrayFileKind& kind, std::span<const ArrayBlock> blocks,
                 const std::filesystem::path& file);
/// The blocks of a file in order, mapped: nothing is read before it is used. Throws Error for a
/// file that is none, is cut short or comes from another version.
std::vector<ArrayBlock> open_arrays(const ArrayFileKind& kind, const std::filesystem::path& file);

}  // namespace headwater
