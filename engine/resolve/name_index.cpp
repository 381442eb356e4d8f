#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include "base/parallel.h"
#include "resolve/comparison.h"
#include "resolve/name_keys.h"
#include "resolve/resolve.h"

namespace headwater {
namespace {

constexpr std::size_t longest_postings = 400;  // a key that more names share says too little
constexpr std::size_t compared_at_most = 25;   // records a query
constexpr float worth_comparing = 0.2F;        // of what the first candidate shares
constexpr std::size_t records_a_task = 64;
constexpr float one_edit = 0.75F;  // of a word's weight, where it is spelt nearly so

/// What one thread needs while it works on a query.
struct Workspace {
  explicit Workspace(std::size_t records) : said(records, 0) {}
  std::vector<float> said;  ///< by record: weight of the keys shared with the query
  std::vector<std::uint32_t> touched;
  std::vector<NameKey> keys;
  std::vector<std::uint64_t> neighbours;
  std::vector<std::uint32_t> words;
  Alignment alignment;
};

}  // namespace

struct NameIndex::Parts {
  std::vector<NameRecord> records;
  std::vector<PreparedName> names;
  std::vector<float> weights;  ///< of each record's main reading
  Postings by_key;
  std::vector<std::string> words;  ///< distinct skeletons
  Postings by_neighbour;           ///< hash of a word with a letter left out -> words

  void index_words();
  void index_records();
  void collect(const PreparedName& query, Workspace& space) const;
  void add_similar_words(const PreparedName& query, Workspace& space) const;
  void add_postings(std::uint64_t key, float weight, Workspace& space) const;
  std::vector<NameCandidate> best(const PreparedName& query, const ScreenOptions& options,
                                  Workspace& space) const;
  std::vector<std::vector<NameCandidate>> screen(std::size_t queries, int threads,
                                                 const auto& candidates_of) const;
};

void NameIndex::Parts::index_words() {
  for (const PreparedName& name : names) {
    for (const Reading& reading : name.readings) {
      for (const NameToken& token : reading.tokens) {
        if (!token.numeric) {
          words.push_back(token.skeleton);
        }
      }
    }
  }
  std::ranges::sort(words);
  const auto rest = std::ranges::unique(words);
  words.erase(rest.begin(), rest.end());
  std::vector<Postings::Entry> entries;
  std::vector<std::uint64_t> hashes;
  for (std::size_t i = 0; i < words.size(); ++i) {
    hashes.clear();
    add_neighbour_hashes(words[i], hashes);
    for (const std::uint64_t hash : hashes) {
      entries.push_back({hash, static_cast<std::uint32_t>(i)});
    }
  }
  by_neighbour = Postings(std::move(entries));
}

void NameIndex::Parts::index_records() {
  std::vector<Postings::Entry> entries;
  std::vector<NameKey> keys;
  for (std::size_t i = 0; i < names.size(); ++i) {
    keys.clear();
    add_keys(names[i], Side::listed, keys);
    for (const NameKey& key : keys) {
      entries.push_back({key.hash, static_cast<std::uint32_t>(i)});
    }
    weights.push_back(names[i].readings.empty() ? 0 : names[i].readings.front().weight);
  }
  by_key = Postings(std::move(entries));
}

void NameIndex::Parts::add_postings(std::uint64_t key, float weight, Workspace& space) const {
  const auto postings = by_key.find(key);
  if (postings.size() > longest_postings) {
    return;
  }
  weight *= 2 / std::log2(2.F + static_cast<float>(postings.size()));  // what many share says less
  for (const std::uint32_t record : postings) {
    if (space.said[record] == 0) {
      space.touched.push_back(record);
    }
    space.said[record] += weight;
  }
}

void NameIndex::Parts::add_similar_words(const PreparedName& query, Workspace& space) const {
  for (const Reading& reading : query.readings) {
    for (const NameToken& token : reading.tokens) {
      if (token.numeric) {
        continue;
      }
      space.neighbours.clear();
      space.words.clear();
      add_neighbour_hashes(token.skeleton, space.neighbours);
      for (const std::uint64_t hash : space.neighbours) {
        const auto found = by_neighbour.find(hash);
        space.words.insert(space.words.end(), found.begin(), found.end());
      }
      std::ranges::sort(space.words);
      const auto rest = std::ranges::unique(space.words);
      space.words.erase(rest.begin(), rest.end());
      for (const std::uint32_t word : space.words) {
        if (words[word] != token.skeleton && edits(words[word], token.skeleton, 1) <= 1) {
          add_postings(word_key(words[word]), token.weight * one_edit, space);
        }
      }
    }
  }
}

/// Leaves in `touched` the records worth comparing, those that share most first.
void NameIndex::Parts::collect(const PreparedName& query, Workspace& space) const {
  space.touched.clear();
  space.keys.clear();
  add_keys(query, Side::sought, space.keys);
  for (const NameKey& key : space.keys) {
    add_postings(key.hash, key.weight, space);
  }
  add_similar_words(query, space);
  const float own = query.readings.front().weight;
  for (const std::uint32_t record : space.touched) {
    space.said[record] /= own + weights[record];
  }
  const auto better = [&](std::uint32_t a, std::uint32_t b) {
    return space.said[a] != space.said[b] ? space.said[a] > space.said[b] : a < b;
  };
  const auto kept = static_cast<std::ptrdiff_t>(std::min(compared_at_most, space.touched.size()));
  std::partial_sort(space.touched.begin(), space.touched.begin() + kept, space.touched.end(),
                    better);
  // Records far behind the first are not compared: they share its common words only.
  const float least = kept == 0 ? 0 : worth_comparing * space.said[space.touched.front()];
  const auto last = std::find_if(space.touched.begin(), space.touched.begin() + kept,
                                 [&](std::uint32_t record) { return space.said[record] < least; });
  const auto worth = static_cast<std::size_t>(last - space.touched.begin());
  for (const std::uint32_t record : space.touched) {
    space.said[record] = 0;
  }
  space.touched.resize(worth);
}

std::vector<NameCandidate> NameIndex::Parts::best(const PreparedName& query,
                                                  const ScreenOptions& options,
                                                  Workspace& space) const {
  struct Found {
    Comparison comparison;
    std::uint32_t record;
  };
  if (query.readings.empty()) {
    return {};
  }
  collect(query, space);
  std::vector<Found> found;
  for (const std::uint32_t record : space.touched) {
    const Comparison comparison = compared(query, names[record], space.alignment);
    if (FeatureTable::get().score(comparison.log_odds) >= options.threshold) {
      found.push_back({comparison, record});
    }
  }
  std::ranges::sort(found, [&](const Found& a, const Found& b) {
    const auto place = [&](const Found& f) {
      return std::tuple(-f.comparison.log_odds, records[f.record].id, f.record);
    };
    return place(a) < place(b);
  });
  std::vector<NameCandidate> candidates;
  for (const Found& f : found) {
    const NameRecord& listed = records[f.record];
    if (candidates.size() < options.top &&
        std::ranges::count(candidates, listed.id, &NameCandidate::id) == 0) {
      candidates.push_back(candidate(query, names[f.record], listed, f.comparison));
    }
  }
  return candidates;
}

NameIndex::NameIndex(std::vector<NameRecord> records, int threads)
    : parts_(std::make_unique<Parts>()) {
  parts_->records = std::move(records);
  parts_->names.resize(parts_->records.size());
  in_parallel(
      threads, parts_->records.size(),
      [&](std::size_t i) {
        const NameRecord& record = parts_->records[i];
        parts_->names[i] = prepared(record.name, record.country, record.identifier);
      },
      records_a_task);
  parts_->index_words();
  parts_->index_records();
}

NameIndex::~NameIndex() = default;
NameIndex::NameIndex(NameIndex&&) noexcept = default;

/// `candidates_of(i, space)` for each query.
std::vector<std::vector<NameCandidate>> NameIndex::Parts::screen(std::size_t queries, int threads,
                                                                 const auto& candidates_of) const {
  std::vector<std::vector<NameCandidate>> results(queries);
  tbb::enumerable_thread_specific<Workspace> spaces([&] { return Workspace(records.size()); });
  in_parallel(
      threads, queries, [&](std::size_t i) { results[i] = candidates_of(i, spaces.local()); },
      records_a_task);
  return results;
}

std::vector<std::vector<NameCandidate>> NameIndex::screen(std::span<const NameRecord> queries,
                                                          const ScreenOptions& options) const {
  return parts_->screen(queries.size(), options.threads, [&](std::size_t i, Workspace& space) {
    const NameRecord& query = queries[i];
    return parts_->best(prepared(query.name, query.country, query.identifier), options, space);
  });
}

std::vector<std::vector<NameCandidate>> NameIndex::screen_own(const ScreenOptions& options) const {
  return parts_->screen(parts_->names.size(), options.threads,
                        [&](std::size_t i, Workspace& space) {
                          return parts_->best(parts_->names[i], options, space);
                        });
}

}  // namespace headwater
