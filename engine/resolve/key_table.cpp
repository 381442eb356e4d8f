#include "resolve/key_table.h"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <bit>
#include <functional>

namespace headwater {
namespace {

constexpr unsigned least_bits = 1;

bool before(const KeyEntry& a, const KeyEntry& b) {
  if (a.key != b.key) {
    return a.key < b.key;
  }
  return a.impact != b.impact ? a.impact > b.impact : a.value < b.value;
}

unsigned bits_for(std::size_t keys) {
  return std::max(least_bits, static_cast<unsigned>(std::bit_width(keys / 2)));
}

std::vector<std::uint32_t> buckets_of(const std::vector<KeyRow>& keys) {
  const unsigned bits = bits_for(keys.size());
  std::vector<std::uint32_t> buckets((std::size_t{1} << bits) + 1,
                                     static_cast<std::uint32_t>(keys.size()));
  for (std::size_t i = keys.size(); i-- > 0;) {
    buckets[keys[i].key >> (64 - bits)] = static_cast<std::uint32_t>(i);
  }
  for (std::size_t b = buckets.size() - 1; b-- > 0;) {
    buckets[b] = std::min(buckets[b], buckets[b + 1]);
  }
  return buckets;
}

}  // namespace

KeyFilter::KeyFilter(std::span<const std::uint64_t> words)
    : words_(words.first(words.empty() ? 0 : std::bit_floor(words.size()))),
      last_(words_.empty() ? 0 : words_.size() - 1) {}

std::vector<std::uint64_t> KeyFilter::build(std::span<const KeyRow> keys) {
  constexpr std::size_t bits_a_key = 8;
  std::vector<std::uint64_t> words(std::bit_ceil(keys.size() * bits_a_key / 64 + 1), 0);
  for (const KeyRow& row : keys) {
    words[row.key / 64 & (words.size() - 1)] |= std::uint64_t{1} << (row.key % 64);
  }
  return words;
}

std::vector<std::uint32_t> KeyTable::build(std::vector<KeyEntry> entries, std::size_t most,
                                           IndexParts& parts, const Place& place) {
  tbb::parallel_sort(entries.begin(), entries.end(), before);
  std::vector<KeyRow> keys;
  std::vector<std::uint32_t> values;
  values.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const KeyEntry& entry = entries[i];
    if (keys.empty() || keys.back().key != entry.key) {
      keys.push_back({entry.key, static_cast<std::uint32_t>(values.size()), 0});
    }
    const bool again =
        i > 0 && entries[i - 1].key == entry.key && entries[i - 1].value == entry.value;
    if (keys.back().count < most && !again) {
      values.push_back(entry.value);
      ++keys.back().count;
    }
  }
  entries = {};
  parts.put(place.filter, KeyFilter::build(keys));
  parts.put(place.buckets, buckets_of(keys));
  parts.put(place.keys, std::move(keys));
  return values;
}

KeyTable::KeyTable(const IndexParts& parts, const Place& place)
    : filter_(parts.get<std::uint64_t>(place.filter)),
      buckets_(parts.get<std::uint32_t>(place.buckets)),
      keys_(parts.get<KeyRow>(place.keys)) {
  const std::size_t known = buckets_.size() > 1 ? std::bit_floor(buckets_.size() - 1) : 0;
  shift_ = known > 1 ? 64 - static_cast<unsigned>(std::bit_width(known) - 1) : 63;
  if (known < 2) {
    keys_ = {};
  }
}

void KeyTable::prefetch_each(const auto& keys, const auto& key_of) const {
  if (keys_.empty()) {
    return;
  }
  for (const auto& key : keys) {
    filter_.prefetch(key_of(key));
  }
  for (const auto& key : keys) {
    if (filter_.may_hold(key_of(key))) {
      __builtin_prefetch(&buckets_[bucket(key_of(key))]);
    }
  }
  for (const auto& key : keys) {
    if (filter_.may_hold(key_of(key))) {
      __builtin_prefetch(keys_.data() + buckets_[bucket(key_of(key))]);
    }
  }
}

void KeyTable::prefetch(std::span<const std::uint64_t> keys) const {
  prefetch_each(keys, std::identity{});
}

void KeyTable::prefetch(std::span<const NameKey> keys) const {
  prefetch_each(keys, [](const NameKey& key) { return key.key; });
}

const KeyRow* KeyTable::row(std::uint64_t key) const {
  if (keys_.empty()) {
    return nullptr;
  }
  const std::size_t b = bucket(key);
  const std::size_t end = std::min<std::size_t>(buckets_[b + 1], keys_.size());
  for (std::size_t i = buckets_[b]; i < end; ++i) {
    if (keys_[i].key == key) {
      return &keys_[i];
    }
  }
  return nullptr;
}

}  // namespace headwater
