#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "resolve/features.h"

namespace headwater {

/// A key that names may share, and how much sharing it says.
struct NameKey {
  std::uint64_t hash = 0;
  float weight = 0;
};

enum class Side : std::uint8_t { listed, sought };

/// Where a name can be found: by its words, neighbours written together, its whole core, its
/// initials (where the other name is nothing but them), its identifier.
void add_keys(const PreparedName& name, Side side, std::vector<NameKey>& keys);
/// Hashes of a word with one letter left out and of the word itself: two words one edit apart share
/// one.
void add_neighbour_hashes(std::string_view skeleton, std::vector<std::uint64_t>& hashes);
/// The key of a word by its sound.
std::uint64_t word_key(std::string_view skeleton);

/// Lists of records by key, in two flat arrays.
class Postings {
 public:
  struct Entry {
    std::uint64_t hash;
    std::uint32_t record;
  };
  Postings() = default;
  explicit Postings(std::vector<Entry> entries);
  std::span<const std::uint32_t> find(std::uint64_t hash) const;

 private:
  std::vector<std::uint64_t> hashes_;  ///< sorted, distinct
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint32_t> records_;
  std::vector<std::uint32_t> buckets_;  ///< first position in hashes_ by the leading bits
  unsigned shift_ = 64;
};

}  // namespace headwater
