#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "resolve/found_records.h"
#include "resolve/index_parts.h"
#include "resolve/key_table.h"
#include "resolve/name_keys.h"
#include "resolve/name_store.h"
#include "resolve/sketch.h"

namespace headwater {

constexpr KeyTable::Place name_keys_place{Part::key_filter, Part::key_buckets, Part::keys};
constexpr KeyTable::Place near_keys_place{Part::near_filter, Part::near_buckets, Part::near_keys};
constexpr KeyTable::Place runs_place{Part::run_filter, Part::run_buckets, Part::runs};
constexpr KeyTable::Place grams_place{Part::gram_filter, Part::gram_buckets, Part::grams};

/// A word of the query, or one like it, as it is looked for in the names found.
struct SoughtUnit {
  std::uint32_t unit = 0;
  float similarity = 0;
  float weight = 0;  ///< of the word of the query
  std::uint8_t token = 0;
  bool paired = false;    ///< sought with another word too
  std::uint8_t next = 0;  ///< of the same slot in UnitSlots, from 1
};

/// Finds the units of a query by their number.
class UnitSlots {
 public:
  static constexpr std::size_t most = 255;

  void clear() { first_.fill(0); }
  /// Enters the last of the units.
  void add(std::vector<SoughtUnit>& units) {
    std::uint8_t& first = first_[units.back().unit % first_.size()];
    units.back().next = first;
    first = static_cast<std::uint8_t>(units.size());
  }
  std::uint8_t first(std::uint32_t unit) const { return first_[unit % first_.size()]; }

 private:
  std::array<std::uint8_t, 512> first_{};
};

/// What one thread needs while it looks for a query.
struct CollectSpace {
  struct List {
    std::span<const Sketch> records;
    std::size_t order = 0;  ///< the lowest first
    SharedKey key;
  };
  struct Sound {
    std::uint32_t number = 0;
    float shared = 0;  ///< runs of letters
  };
  struct Word {
    const NameToken* token = nullptr;
    std::uint64_t key = 0;
    std::uint8_t place = 0;
    std::size_t names = 0;  ///< that have it
    std::size_t first = 0;  ///< of what is found for it, in `near`, `sounds`, then `keys`
    std::size_t end = 0;
  };
  FoundRecords found;
  std::vector<Word> words;
  Numbered<Sound> grams;
  std::vector<NameKey> keys;
  std::vector<SoughtUnit> units;
  std::vector<std::uint64_t> unit_keys;  ///< of `units`
  UnitSlots slots;
  std::vector<NameKey> pairs;
  std::vector<std::uint64_t> pair_words;  ///< of `pairs`
  std::vector<std::uint64_t> near;
  std::vector<std::uint32_t> sounds;
  std::vector<List> lists;
};

/// One block of an index: its records and where to find them.
class NameSegment {
 public:
  explicit NameSegment(IndexParts parts);
  static IndexParts build(std::span<const NameRecord> records, int threads);

  const NameStore& names() const { return names_; }
  const IndexParts& parts() const { return parts_; }
  /// Leaves in `space.found` at most so many records: those that are likely the best.
  void collect(const PreparedName& query, std::size_t most, CollectSpace& space) const;
  /// The same for records of whose letters, whatever the words, most are those of the query.
  void collect_by_letters(const PreparedName& query, std::size_t most, CollectSpace& space) const;

 private:
  void look_up_words(const PreparedName& query, CollectSpace& space) const;
  void find_near(CollectSpace& space) const;
  float nearness_of(const SoundRow& sound, const CollectSpace::Word& word) const;
  void look_up_near(CollectSpace& space) const;
  void rescue(const NameToken& token, std::uint8_t place, CollectSpace& space) const;
  void look_up_pairs(CollectSpace& space) const;
  void look_up_whole(const PreparedName& query, CollectSpace& space) const;
  std::size_t add_unit(std::uint64_t key, SoughtUnit unit, CollectSpace& space) const;
  std::span<const Sketch> records(std::uint64_t key) const { return keys_.find(key, postings_); }
  void gather(CollectSpace& space) const;
  float agreed(const RecordRow& row, const CollectSpace& space) const;
  void weigh(std::size_t most_kept, CollectSpace& space) const;

  IndexParts parts_;
  NameStore names_;
  KeyTable keys_;
  KeyTable near_;
  KeyTable runs_;
  KeyTable grams_;
  std::span<const Sketch> postings_;
  std::span<const Sketch> run_postings_;
  std::span<const std::uint32_t> near_sounds_;
  std::span<const std::uint32_t> gram_sounds_;
};

}  // namespace headwater
