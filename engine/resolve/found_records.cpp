#include "resolve/found_records.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

namespace headwater {
namespace {

/// A record that cannot come nearer to the best one than this is not kept, once there are so many.
constexpr float margin = 1;
constexpr std::size_t enough = 64;
/// One in so many is kept for the words alone: translated names look nothing alike.
constexpr std::size_t by_words = 4;

float rank_of(const FoundRecord& found) { return found.rank; }
float share_of(const FoundRecord& found) { return found.shared * found.per_weight; }

/// Numbers in the order of the values turned round, so that the greatest comes first.
std::uint32_t descending(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return (bits & 0x80000000U) != 0 ? bits : 0x7FFFFFFFU - bits;
}

}  // namespace

void FoundRecords::clear(const Sketch& query) {
  likeness_ = Likeness(query);
  records_.clear();
  heaviest_ = 0;
  best_ = 0;
}

float FoundRecords::least() const {
  return records_.all().size() < enough ? std::numeric_limits<float>::lowest() : best_ - margin;
}

void FoundRecords::add(std::span<const Sketch> records, std::size_t size, const SharedKey& key) {
  alike_.resize(std::max(alike_.size(), records.size()));
  likely_.resize(std::max(likely_.size(), records.size()));
  const float least_alike = least() - 1;
  std::size_t count = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {  // no branch to guess wrong
    alike_[count] = likeness_.of(records[i]);
    likely_[count] = static_cast<std::uint32_t>(i);
    count += static_cast<std::size_t>(alike_[count] >= least_alike) &
             static_cast<std::size_t>(records[i].record < size);
  }
  for (std::size_t i = 0; i < count; ++i) {
    add(records[likely_[i]], alike_[i], key);
  }
}

void FoundRecords::add(const Sketch& record, float alike, const SharedKey& key) {
  const std::uint32_t slot = records_.slot(record.record);
  FoundRecord* found = records_.at(slot);
  if (found == nullptr) {
    const auto both =
        static_cast<float>(likeness_.query().weight + record.weight) * sketched_weight;
    const float per_weight = both > 0 ? 2 / both : 0;
    if (alike + std::min(1.F, key.ahead * per_weight) < least()) {
      return;
    }
    found = records_.put(slot, {record.record, 0, 0, alike, per_weight, 0, 0});
    if (found == nullptr) {
      return;
    }
  }
  const std::uint64_t fresh = key.words & ~found->words;
  float weight = key.weight;
  if (fresh != key.words) {
    weight *=
        static_cast<float>(std::popcount(fresh)) / static_cast<float>(std::popcount(key.words));
  }
  found->words |= fresh;
  found->shared += weight;
  found->whole += key.whole ? weight : 0;
  found->rank = found->likeness + std::min(1.F, found->shared * found->per_weight);
  heaviest_ = std::max(heaviest_, found->shared);
  best_ = std::max(best_, found->rank);
}

void FoundRecords::select(std::size_t start, std::size_t end,
                          float (*value_of)(const FoundRecord&)) {
  const auto& found = records_.all();
  const auto first = ordered_.begin() + static_cast<std::ptrdiff_t>(start);
  for (auto one = first; one != ordered_.end(); ++one) {
    const auto place = static_cast<std::uint32_t>(*one);
    *one = static_cast<std::uint64_t>(descending(value_of(found[place]))) << 32U | place;
  }
  std::nth_element(first, ordered_.begin() + static_cast<std::ptrdiff_t>(end), ordered_.end());
}

void FoundRecords::keep(std::size_t most) {
  auto& found = records_.all();
  if (found.size() <= most) {
    return;
  }
  ordered_.resize(found.size());
  std::iota(ordered_.begin(), ordered_.end(), std::uint64_t{0});
  const std::size_t ranked = most - most / by_words;
  select(0, ranked, rank_of);
  select(ranked, most, share_of);
  kept_.clear();
  for (const std::uint64_t one : std::span(ordered_).first(most)) {
    kept_.push_back(found[static_cast<std::uint32_t>(one)]);
  }
  found.swap(kept_);
}

}  // namespace headwater
