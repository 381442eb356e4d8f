#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "resolve/sketch.h"

namespace headwater {

/// A bounded number of things, each found by its number.
template <class Thing>
class Numbered {
 public:
  static constexpr std::size_t most = 6000;

  Numbered() : slots_(capacity, 0) { things_.reserve(most); }

  void clear() {
    for (const std::uint32_t slot : used_) {
      slots_[slot] = 0;
    }
    used_.clear();
    things_.clear();
  }
  /// Where the thing of this number stands or would stand.
  std::uint32_t slot(std::uint32_t number) const {
    std::uint32_t slot = (number * 0x9E3779B1U) >> (32U - std::countr_zero(capacity));
    while (slots_[slot] != 0 && things_[slots_[slot] - 1U].number != number) {
      slot = (slot + 1) % capacity;
    }
    return slot;
  }
  Thing* at(std::uint32_t slot) {
    return slots_[slot] == 0 ? nullptr : &things_[slots_[slot] - 1U];
  }
  /// nullptr where there is no room.
  Thing* put(std::uint32_t slot, const Thing& thing) {
    if (things_.size() >= most) {
      return nullptr;
    }
    things_.push_back(thing);
    slots_[slot] = static_cast<std::uint16_t>(things_.size());
    used_.push_back(slot);
    return &things_.back();
  }
  std::vector<Thing>& all() { return things_; }
  const std::vector<Thing>& all() const { return things_; }

 private:
  static constexpr std::size_t capacity = 16384;

  std::vector<std::uint16_t> slots_;  ///< place in things_, from 1
  std::vector<Thing> things_;
  std::vector<std::uint32_t> used_;
};

/// A record met under a key of the query.
struct FoundRecord {
  std::uint32_t number = 0;
  float shared = 0;      ///< weight of what it shares with the query
  float whole = 0;       ///< of that, by keys of whole names
  float likeness = 0;    ///< of the sketches
  float per_weight = 0;  ///< what is shared, times this, is a share of both names
  float rank = 0;
  std::uint64_t words = 0;  ///< one bit for each word of the query that is counted in `shared`
};

/// What a list of records says they share with the query.
struct SharedKey {
  float weight = 0;
  std::uint64_t words = 0;  ///< one bit for each word of the query it speaks of
  float ahead = 0;          ///< what a name met in this list or later can share at most
  bool whole = false;
};

/// The records met so far, without those that cannot come near the best of them.
class FoundRecords {
 public:
  void clear(const Sketch& query);
  /// Those that are found by one key; records from `size` on are left out.
  void add(std::span<const Sketch> records, std::size_t size, const SharedKey& key);
  float heaviest() const { return heaviest_; }
  std::vector<FoundRecord>& all() { return records_.all(); }
  /// Leaves those that rank first, and some that share most, in no order. Nothing is added after it
  /// until clear().
  void keep(std::size_t most);

 private:
  void add(const Sketch& record, float alike, const SharedKey& key);
  float least() const;  ///< rank that a record must be able to reach
  /// Puts the first of those by `value_of`, from `start` on, before the others.
  void select(std::size_t start, std::size_t end, float (*value_of)(const FoundRecord&));

  Likeness likeness_{Sketch{}};
  std::vector<float> alike_;            ///< of records that are likely enough
  std::vector<std::uint32_t> likely_;   ///< and their places in a list
  std::vector<std::uint64_t> ordered_;  ///< an order and a place
  std::vector<FoundRecord> kept_;
  Numbered<FoundRecord> records_;
  float heaviest_ = 0;
  float best_ = 0;
};

}  // namespace headwater
