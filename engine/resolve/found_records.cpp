#include "resolve/found_records.h"

#include <algorithm>

namespace headwater {
namespace {

/// A record that cannot come nearer to the best one than this is not kept.
constexpr float margin = 1;
/// One in so many is kept for the words alone: translated names look nothing alike.
constexpr std::size_t by_words = 4;

struct SharesMore {
  bool operator()(const FoundRecord& a, const FoundRecord& b) const {
    const float in_a = a.shared * a.per_weight;
    const float in_b = b.shared * b.per_weight;
    return in_a != in_b ? in_a > in_b : a.number < b.number;
  }
};

}  // namespace

void FoundRecords::clear(const Sketch& query) {
  likeness_ = Likeness(query);
  records_.clear();
  heaviest_ = 0;
  best_ = 0;
}

void FoundRecords::add(const Sketch& record, const SharedKey& key) {
  const float alike = likeness_.of(record);
  if (alike + 1 < best_ - margin) {
    return;
  }
  const std::uint32_t slot = records_.slot(record.record);
  FoundRecord* found = records_.at(slot);
  if (found == nullptr) {
    const auto both =
        static_cast<float>(likeness_.query().weight + record.weight) * sketched_weight;
    const float per_weight = both > 0 ? 2 / both : 0;
    if (alike + std::min(1.F, key.ahead * per_weight) < best_ - margin) {
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

void FoundRecords::keep(std::size_t most) {
  auto& found = records_.all();
  if (found.size() <= most) {
    return;
  }
  const auto ranked = found.begin() + static_cast<std::ptrdiff_t>(most - most / by_words);
  std::nth_element(found.begin(), ranked, found.end(), RanksBefore{});
  std::nth_element(ranked, found.begin() + static_cast<std::ptrdiff_t>(most), found.end(),
                   SharesMore{});
  found.resize(most);
}

}  // namespace headwater
