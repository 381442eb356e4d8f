#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "resolve/index_parts.h"
#include "resolve/key_table.h"
#include "resolve/name_keys.h"
#include "resolve/name_store.h"

namespace headwater {

constexpr KeyTable::Place name_keys_place{Part::key_buckets, Part::keys, Part::postings};
constexpr KeyTable::Place near_keys_place{Part::near_buckets, Part::near_keys, Part::near_sounds};

constexpr KeyTable::Place grams_place{Part::gram_buckets, Part::grams, Part::gram_sounds};

/// Weight of what each record shares with a query, for a bounded number of records.
class SharedWeights {
 public:
  static constexpr std::size_t most = 3072;  ///< records a query and segment

  struct Found {
    std::uint32_t record = 0;
    float shared = 0;
    float whole = 0;  ///< of that, by keys of whole names
  };

  SharedWeights() : slots_(capacity, 0) { found_.reserve(most); }
  void clear();
  void add(std::uint32_t record, float weight, bool whole);
  float heaviest() const { return heaviest_; }
  bool full() const { return found_.size() >= most; }
  std::vector<Found>& found() { return found_; }

 private:
  static constexpr std::size_t capacity = 8192;

  std::vector<std::uint16_t> slots_;  ///< place in found_, from 1
  std::vector<Found> found_;
  std::vector<std::uint32_t> used_;
  float heaviest_ = 0;
};

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
    std::span<const std::uint32_t> records;
    float weight = 0;
    std::size_t order = 0;    ///< the lowest first
    std::uint64_t words = 0;  ///< one bit for each word of the query it speaks of
    float ahead = 0;          ///< what a name met in this list or later can share at most
    bool whole = false;
  };
  SharedWeights shared;
  SharedWeights grams;  ///< by sound
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
  /// Leaves in `space.shared.found()` at most so many records, those that share most first;
  /// `shared` is then the share of both names found in each other, roughly.
  void collect(const PreparedName& query, std::size_t most, CollectSpace& space) const;

 private:
  void look_up_words(const PreparedName& query, CollectSpace& space) const;
  void find_near(const NameToken& token, bool unknown, CollectSpace& space) const;
  void look_up_near(const NameToken& token, std::uint8_t place, bool unknown,
                    CollectSpace& space) const;
  void rescue(const NameToken& token, std::uint8_t place, CollectSpace& space) const;
  void look_up_pairs(CollectSpace& space) const;
  void look_up_whole(const PreparedName& query, CollectSpace& space) const;
  std::size_t add_unit(std::uint64_t key, SoughtUnit unit, CollectSpace& space) const;
  void gather(CollectSpace& space) const;
  float agreed(const RecordRow& row, const CollectSpace& space) const;
  void weigh(const PreparedName& query, std::size_t most_kept, CollectSpace& space) const;

  IndexParts parts_;
  NameStore names_;
  KeyTable keys_;
  KeyTable near_;
  KeyTable grams_;
};

}  // namespace headwater
