#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "resolve/index_parts.h"

namespace headwater {

/// Something is found under a key.
struct KeyEntry {
  std::uint64_t key = 0;
  std::uint32_t value = 0;
  float impact = 0;  ///< entries of one key stand in the order of it, the highest first
};

/// A key that names may share, and how much sharing it says.
struct NameKey {
  std::uint64_t key = 0;
  float weight = 0;
};

/// A key and where its values stand.
struct KeyRow {
  std::uint64_t key = 0;
  std::uint32_t start = 0;
  std::uint32_t count = 0;
};

/// Values by key in three flat arrays.
class KeyTable {
 public:
  /// The parts that hold the buckets, the keys and the values.
  struct Place {
    Part buckets;
    Part keys;
    Part values;
  };

  KeyTable() = default;
  KeyTable(const IndexParts& parts, const Place& place);
  /// Puts entries into those parts; of each key the first `most` values are kept.
  static void build(std::vector<KeyEntry> entries, std::size_t most, IndexParts& parts,
                    const Place& place);

  /// Brings near what find() will read.
  void prefetch(std::span<const std::uint64_t> keys) const;
  void prefetch(std::span<const NameKey> keys) const;
  std::span<const std::uint32_t> find(std::uint64_t key) const;

 private:
  std::size_t bucket(std::uint64_t key) const { return static_cast<std::size_t>(key >> shift_); }
  void prefetch_each(const auto& keys, const auto& key_of) const;

  std::span<const std::uint32_t> buckets_;  ///< first key by its leading bits, and the end
  std::span<const KeyRow> keys_;            ///< sorted
  std::span<const std::uint32_t> values_;
  unsigned shift_ = 63;
};

}  // namespace headwater
