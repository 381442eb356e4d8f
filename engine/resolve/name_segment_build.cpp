#include <algorithm>
#include <unordered_map>

#include "base/parallel.h"
#include "resolve/letter_runs.h"
#include "resolve/name_segment.h"
#include "resolve/sketch.h"

namespace headwater {
namespace {

constexpr std::size_t prepared_at_once = 16384;
constexpr std::size_t records_a_task = 64;
constexpr std::size_t longest_postings = 1024;  // of a key: the names it says most about
constexpr std::size_t longest_near = 64;        // sounds under one hash
constexpr std::size_t longest_runs = 512;       // names with the same run of letters
constexpr std::size_t longest_grams = 512;      // sounds with the same three letters
constexpr std::uint32_t common = 64;            // a word in more names is sought with another
constexpr std::size_t paired_words = 4;         // the rarest of a name

/// Everything the records of a block are found by.
struct Keys {
  std::vector<KeyEntry> words;  ///< in the order of records, each key of a record once
  std::vector<KeyEntry> whole;
  std::vector<KeyEntry> runs;
  std::vector<Sketch> sketches;  ///< of the records
};

void add_word_keys(const PreparedName& name, std::uint32_t record, std::vector<KeyEntry>& keys) {
  const std::size_t start = keys.size();
  for (const Reading& reading : name.readings) {
    for (const NameToken& token : reading.tokens) {
      keys.push_back({unit_key(token), record, token.weight / reading.weight});
    }
  }
  const auto own =
      std::ranges::subrange(keys.begin() + static_cast<std::ptrdiff_t>(start), keys.end());
  std::ranges::sort(own, [](const KeyEntry& a, const KeyEntry& b) {
    return a.key != b.key ? a.key < b.key : a.impact > b.impact;
  });
  const auto rest = std::ranges::unique(own, {}, &KeyEntry::key);
  keys.erase(rest.begin(), rest.end());
}

Keys add_records(std::span<const NameRecord> records, int threads, NameStoreBuilder& store) {
  const std::size_t chunk = std::min(records.size(), prepared_at_once);
  std::vector<PreparedName> names(chunk);
  std::vector<std::vector<NameKey>> whole(chunk);
  std::vector<std::vector<std::uint64_t>> runs(chunk);
  Keys keys;
  for (std::size_t start = 0; start < records.size(); start += chunk) {
    const auto some = records.subspan(start, std::min(chunk, records.size() - start));
    in_parallel(
        threads, some.size(),
        [&](std::size_t i) {
          names[i] = prepared(some[i].name, some[i].country, some[i].identifier);
          whole[i].clear();
          add_whole_keys(names[i], Side::listed, whole[i]);
          runs[i].clear();
          for (const Reading& reading : names[i].readings) {
            add_runs(joined_letters(reading), runs[i]);
          }
        },
        records_a_task);
    for (std::size_t i = 0; i < some.size(); ++i) {
      const auto record = static_cast<std::uint32_t>(start + i);
      store.add(some[i], names[i]);
      keys.sketches.push_back(sketch(names[i], record));
      add_word_keys(names[i], record, keys.words);
      for (const NameKey& key : whole[i]) {
        keys.whole.push_back({key.key, record, 0});
      }
      for (const std::uint64_t key : runs[i]) {
        keys.runs.push_back({key, record, 0});
      }
    }
  }
  return keys;
}

/// Names whose rarest word is common are found by two of their words together.
void add_pairs(std::vector<KeyEntry>& keys) {
  std::unordered_map<std::uint64_t, std::uint32_t> frequency;
  for (const KeyEntry& key : keys) {
    ++frequency[key.key];
  }
  struct Word {
    std::uint32_t names;
    KeyEntry entry;
  };
  std::vector<Word> words;
  const std::size_t single = keys.size();
  for (std::size_t i = 0; i < single;) {
    words.clear();
    const std::uint32_t record = keys[i].value;
    for (; i < single && keys[i].value == record; ++i) {
      words.push_back({frequency[keys[i].key], keys[i]});
    }
    std::ranges::sort(words, {}, [](const Word& w) { return std::pair(w.names, w.entry.key); });
    if (words.front().names <= common) {
      continue;
    }
    const std::size_t n = std::min(words.size(), paired_words);
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = a + 1; b < n; ++b) {
        keys.push_back({pair_key(words[a].entry.key, words[b].entry.key), record,
                        words[a].entry.impact + words[b].entry.impact});
      }
    }
  }
}

std::vector<KeyEntry> near_keys(const NameStoreBuilder& store,
                                std::span<const std::uint32_t> uses) {
  std::vector<KeyEntry> entries;
  std::vector<std::uint64_t> hashes;
  for (std::uint32_t i = 0; i < store.sounds().size(); ++i) {
    hashes.clear();
    const std::string_view text = store.text(store.sounds()[i]);
    add_near_keys(text, hashes);
    if (text.size() > stem_letters) {  // of all that begin so, the words most used
      entries.push_back({stem_key(text), i, static_cast<float>(uses[i])});
    }
    for (const std::uint64_t hash : hashes) {
      entries.push_back({hash, i, 0});
    }
  }
  return entries;
}

/// Words by the three letters that stand together in them; of common ones the words most used.
std::vector<KeyEntry> gram_keys(const NameStoreBuilder& store,
                                std::span<const std::uint32_t> uses) {
  std::vector<KeyEntry> entries;
  std::vector<std::uint64_t> hashes;
  for (std::uint32_t i = 0; i < store.sounds().size(); ++i) {
    hashes.clear();
    add_grams(store.text(store.sounds()[i]), hashes);
    for (const std::uint64_t hash : hashes) {
      entries.push_back({hash, i, static_cast<float>(uses[i])});
    }
  }
  return entries;
}

std::vector<Sketch> sketches_of(std::span<const std::uint32_t> records,
                                std::span<const Sketch> all) {
  std::vector<Sketch> sketches(records.size());
  std::ranges::transform(records, sketches.begin(),
                         [&](std::uint32_t record) { return all[record]; });
  return sketches;
}

}  // namespace

IndexParts NameSegment::build(std::span<const NameRecord> records, int threads) {
  IndexParts parts;
  NameStoreBuilder store;
  Keys keys = add_records(records, threads, store);
  add_pairs(keys.words);
  keys.words.insert(keys.words.end(), keys.whole.begin(), keys.whole.end());
  keys.whole = {};
  const auto found =
      KeyTable::build(std::move(keys.words), longest_postings, parts, name_keys_place);
  parts.put(Part::postings, sketches_of(found, keys.sketches));
  parts.put(Part::run_postings,
            sketches_of(KeyTable::build(std::move(keys.runs), longest_runs, parts, runs_place),
                        keys.sketches));
  const std::vector<std::uint32_t> uses = store.uses_of_sounds();
  parts.put(Part::near_sounds,
            KeyTable::build(near_keys(store, uses), longest_near, parts, near_keys_place));
  parts.put(Part::gram_sounds,
            KeyTable::build(gram_keys(store, uses), longest_grams, parts, grams_place));
  store.finish(parts);
  return parts;
}

}  // namespace headwater
