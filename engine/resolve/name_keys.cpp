#include "resolve/name_keys.h"

#include <tbb/parallel_sort.h>
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <string>

namespace headwater {
namespace {

constexpr std::size_t shortest_with_neighbours = 4;  // letters of a word
constexpr float whole_core = 6;                      // beyond the words themselves
constexpr float whole_name_by_initials = 9;
constexpr float identifier = 40;

/// Kinds of keys are told apart by the seed.
enum Seed : std::uint8_t {
  word = 1,
  neighbour = 2,
  core = 3,
  initials = 4,
  id = 5,
  meaning = 6,
  acronym = 7
};

std::uint64_t hash(std::string_view text, Seed seed) {
  return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

void add_core_keys(const Reading& reading, std::vector<NameKey>& keys) {
  keys.push_back({hash(reading.joined, core), whole_core});
  std::vector<std::string_view> sorted;
  sorted.reserve(reading.tokens.size());
  for (const auto& token : reading.tokens) {
    sorted.push_back(token.skeleton);
  }
  if (std::ranges::is_sorted(sorted)) {
    return;
  }
  std::ranges::sort(sorted);
  std::string text;
  for (const auto& word : sorted) {
    text += word;
  }
  keys.push_back({hash(text, core), whole_core});
}

/// A name that is one word, and a longer one by its initials: each is sought among the other kind.
void add_initials(const Reading& reading, Side side, std::vector<NameKey>& keys) {
  const bool single = reading.tokens.size() == 1;
  const Seed seed = single == (side == Side::listed) ? acronym : initials;
  const auto add = [&](const std::string& letters) {
    if (letters.size() >= 3 && letters.size() <= 10) {
      keys.push_back({hash(letters, seed), whole_name_by_initials});
    }
  };
  if (single) {
    add(reading.tokens[0].text);
  } else {
    add(reading.initials);
    add(reading.initials_with_form);
  }
}

void add_reading_keys(const Reading& reading, Side side, std::vector<NameKey>& keys) {
  for (std::size_t i = 0; i < reading.tokens.size(); ++i) {
    const NameToken& token = reading.tokens[i];
    keys.push_back({word_key(token.skeleton), token.weight});
    if (token.meaning >= 0) {
      keys.push_back(
          {hash({reinterpret_cast<const char*>(&token.meaning), sizeof(token.meaning)}, meaning),
           token.weight});
    }
    if (i + 1 < reading.tokens.size()) {  // as if written together
      const NameToken& next = reading.tokens[i + 1];
      keys.push_back({word_key(token.skeleton + next.skeleton), token.weight + next.weight});
    }
  }
  add_core_keys(reading, keys);
  add_initials(reading, side, keys);
}

}  // namespace

std::uint64_t word_key(std::string_view skeleton) { return hash(skeleton, word); }

void add_keys(const PreparedName& name, Side side, std::vector<NameKey>& keys) {
  for (const Reading& reading : name.readings) {
    add_reading_keys(reading, side, keys);
  }
  if (!name.identifier.empty()) {
    keys.push_back({hash(name.identifier, id), identifier});
  }
  // A key that two readings share counts once.
  std::ranges::sort(keys, [](const NameKey& a, const NameKey& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.weight > b.weight;
  });
  const auto rest = std::ranges::unique(keys, {}, &NameKey::hash);
  keys.erase(rest.begin(), rest.end());
}

void add_neighbour_hashes(std::string_view skeleton, std::vector<std::uint64_t>& hashes) {
  if (skeleton.size() < shortest_with_neighbours) {
    return;
  }
  hashes.push_back(hash(skeleton, neighbour));
  std::string shorter(skeleton.substr(1));
  for (std::size_t i = 0;; ++i) {
    hashes.push_back(hash(shorter, neighbour));
    if (i == shorter.size()) {
      break;
    }
    shorter[i] = skeleton[i];
  }
}

Postings::Postings(std::vector<Entry> entries) {
  tbb::parallel_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.record < b.record;
  });
  const auto rest = std::ranges::unique(entries, [](const Entry& a, const Entry& b) {
    return a.hash == b.hash && a.record == b.record;
  });
  entries.erase(rest.begin(), rest.end());
  records_.reserve(entries.size());
  for (const Entry& entry : entries) {
    if (hashes_.empty() || hashes_.back() != entry.hash) {
      hashes_.push_back(entry.hash);
      starts_.push_back(static_cast<std::uint32_t>(records_.size()));
    }
    records_.push_back(entry.record);
  }
  starts_.push_back(static_cast<std::uint32_t>(records_.size()));
  const unsigned bits = std::max(1U, static_cast<unsigned>(std::bit_width(hashes_.size())));
  shift_ = 64 - bits;
  buckets_.assign((std::size_t{1} << bits) + 1, static_cast<std::uint32_t>(hashes_.size()));
  for (std::size_t i = hashes_.size(); i-- > 0;) {
    buckets_[hashes_[i] >> shift_] = static_cast<std::uint32_t>(i);
  }
  for (std::size_t b = buckets_.size() - 1; b-- > 0;) {
    buckets_[b] = std::min(buckets_[b], buckets_[b + 1]);
  }
}

std::span<const std::uint32_t> Postings::find(std::uint64_t hash) const {
  if (hashes_.empty()) {
    return {};
  }
  const std::size_t bucket = hash >> shift_;
  for (std::size_t i = buckets_[bucket]; i < buckets_[bucket + 1]; ++i) {
    if (hashes_[i] == hash) {
      return std::span(records_).subspan(starts_[i], starts_[i + 1] - starts_[i]);
    }
  }
  return {};
}

}  // namespace headwater
