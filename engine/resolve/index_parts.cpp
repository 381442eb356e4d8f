#include "resolve/index_parts.h"

#include <algorithm>

namespace headwater {
namespace {

constexpr ArrayFileKind kind{
    {'H', 'W', 'N', 'A', 'M', 'E', 'S', '\n'}, 3, part_count, "index of names", "headwater index"};

}  // namespace

void IndexParts::append_to(const std::filesystem::path& file) const {
  append_arrays(kind, bytes_, file);
}

void IndexParts::save(std::span<const IndexParts* const> blocks,
                      const std::filesystem::path& file) {
  std::vector<ArrayBlock> arrays;
  for (const IndexParts* block : blocks) {
    arrays.push_back({{block->bytes_.begin(), block->bytes_.end()}, nullptr});
  }
  save_arrays(kind, arrays, file);
}

std::vector<IndexParts> IndexParts::open(const std::filesystem::path& file) {
  std::vector<IndexParts> blocks;
  for (const ArrayBlock& block : open_arrays(kind, file)) {
    IndexParts& parts = blocks.emplace_back();
    std::ranges::copy(block.arrays, parts.bytes_.begin());
    parts.owners_.push_back(block.owner);
  }
  return blocks;
}

}  // namespace headwater
