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

/// A key and where its rows stand.
struct KeyRow {
  std::uint64_t key = 0;
  std::uint32_t start = 0;
  std::uint32_t count = 0;
};

/// Tells of most keys that are not in a table that they are not (a Bloom filter of one hash: the
/// keys are hashes already).
class KeyFilter {
 public:
  KeyFilter() = default;
  explicit KeyFilter(std::span<const std::uint64_t> words);
  static std::vector<std::uint64_t> build(std::span<const KeyRow> keys);

  void prefetch(std::uint64_t key) const { __builtin_prefetch(words_.data() + (key / 64 & last_)); }
  bool may_hold(std::uint64_t key) const {
    return !words_.empty() && ((words_[key / 64 & last_] >> (key % 64)) & 1U) != 0;
  }

 private:
  std::span<const std::uint64_t> words_;  ///< a power of two of them
  std::uint64_t last_ = 0;
};

/// Keys and where the rows of each stand in an array beside it.
class KeyTable {
 public:
  /// The parts that hold the filter, the buckets and the keys.
  struct Place {
    Part filter;
    Part buckets;
    Part keys;
  };

  KeyTable() = default;
  KeyTable(const IndexParts& parts, const Place& place);
  /// Puts the keys into those parts; of each the first `most` values are kept, which are returned
  /// in the order of the rows.
  static std::vector<std::uint32_t> build(std::vector<KeyEntry> entries, std::size_t most,
                                          IndexParts& parts, const Place& place);

  /// Brings near what find() will read.
  void prefetch(std::span<const std::uint64_t> keys) const;
  void prefetch(std::span<const NameKey> keys) const;
  /// The rows of a key; nothing where it has none, or where a damaged file points elsewhere.
  template <class Row>
  std::span<const Row> find(std::uint64_t key, std::span<const Row> rows) const {
    const KeyRow* found = filter_.may_hold(key) ? row(key) : nullptr;
    const bool whole =
        found && found->start <= rows.size() && found->count <= rows.size() - found->start;
    return whole ? rows.subspan(found->start, found->count) : std::span<const Row>{};
  }

 private:
  const KeyRow* row(std::uint64_t key) const;
  std::size_t bucket(std::uint64_t key) const { return static_cast<std::size_t>(key >> shift_); }
  void prefetch_each(const auto& keys, const auto& key_of) const;

  KeyFilter filter_;
  std::span<const std::uint32_t> buckets_;  ///< first key by its leading bits, and the end
  std::span<const KeyRow> keys_;            ///< sorted
  unsigned shift_ = 63;
};

}  // namespace headwater
