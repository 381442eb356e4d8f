#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <span>
#include <string>
#include <tuple>

#include "base/parallel.h"
#include "resolve/comparison.h"
#include "resolve/name_segment.h"
#include "resolve/resolve.h"

namespace headwater {
namespace {

constexpr std::size_t queries_a_task = 64;
constexpr double convincing = 0.8;  // a score: with less, names are looked for by letters too

/// Half as many again as are shown: the order by what is shared is nearly that of the comparison.
std::size_t compared_at_most(std::size_t top) {
  constexpr std::size_t least = 8;
  constexpr std::size_t most = 25;
  return std::clamp(top + top / 2, least, most);
}

/// A record that is compared.
struct Listed {
  PreparedName name;
  Alignment alignment;
  Comparison comparison;
  std::int64_t id = 0;
  std::uint32_t segment = 0;
  std::uint32_t record = 0;
};

/// What one thread needs while it works on a query.
struct Workspace {
  CollectSpace collect;
  PreparedName query;
  std::vector<Listed> listed;  ///< the first `read` are of this query, the others memory to use
  std::size_t read = 0;
  std::vector<const Listed*> good;  ///< those that reach the threshold
  double best = 0;                  ///< score
};

}  // namespace

struct NameIndex::Parts {
  std::vector<NameSegment> segments;

  void compare_found(const PreparedName& query, std::uint32_t segment, Workspace& space) const;
  void compare_all(const PreparedName& query, const ScreenOptions& options, Workspace& space) const;
  std::vector<NameCandidate> best(const PreparedName& query, const ScreenOptions& options,
                                  Workspace& space) const;
  std::vector<std::vector<NameCandidate>> screen(std::size_t queries, int threads,
                                                 const auto& candidates_of) const;
};

/// Compares what was collected of a segment.
void NameIndex::Parts::compare_found(const PreparedName& query, std::uint32_t segment,
                                     Workspace& space) const {
  const FeatureTable& table = FeatureTable::get();
  const NameStore& names = segments[segment].names();
  const auto& found = space.collect.found.all();
  for (const auto& one : found) {
    names.prefetch_words(one.number);
  }
  for (const auto& one : found) {
    names.prefetch_letters(one.number);
  }
  const std::size_t start = space.read;
  space.read += found.size();
  space.listed.resize(std::max(space.listed.size(), space.read));
  for (std::size_t i = 0; i < found.size(); ++i) {
    Listed& listed = space.listed[start + i];
    listed.segment = segment;
    listed.record = found[i].number;
    listed.id = names.record(listed.record).id;
    names.read(listed.record, listed.name);
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    Listed& listed = space.listed[start + i];
    if (listed.name.readings.empty()) {
      continue;
    }
    listed.comparison = compared(query, listed.name, listed.alignment);
    space.best = std::max(space.best, table.score(listed.comparison.log_odds));
  }
}

void NameIndex::Parts::compare_all(const PreparedName& query, const ScreenOptions& options,
                                   Workspace& space) const {
  space.read = 0;
  space.best = 0;
  const std::size_t most = compared_at_most(options.top);
  for (std::uint32_t s = 0; s < segments.size(); ++s) {
    segments[s].collect(query, most, space.collect);
    compare_found(query, s, space);
  }
  if (space.best < convincing) {
    for (std::uint32_t s = 0; s < segments.size(); ++s) {
      segments[s].collect_by_letters(query, most, space.collect);
      const auto before = std::span(space.listed).first(space.read);
      std::erase_if(space.collect.found.all(), [&](const FoundRecord& found) {
        return std::ranges::any_of(before, [&](const Listed& one) {
          return one.segment == s && one.record == found.number;
        });
      });
      compare_found(query, s, space);
    }
  }
  const FeatureTable& table = FeatureTable::get();
  space.good.clear();
  for (const Listed& listed : std::span(space.listed).first(space.read)) {
    if (!listed.name.readings.empty() &&
        table.score(listed.comparison.log_odds) >= options.threshold) {
      space.good.push_back(&listed);
    }
  }
  std::ranges::sort(space.good, {}, [](const Listed* one) {
    return std::tuple(-one->comparison.log_odds, one->id, one->segment, one->record);
  });
}

std::vector<NameCandidate> NameIndex::Parts::best(const PreparedName& query,
                                                  const ScreenOptions& options,
                                                  Workspace& space) const {
  std::vector<NameCandidate> candidates;
  if (query.readings.empty()) {
    return candidates;
  }
  const Thresholds thresholds = FeatureTable::get().thresholds(options.false_alarms);
  compare_all(query, options, space);
  candidates.reserve(std::min(options.top, space.good.size()));
  for (const Listed* good : space.good) {
    if (candidates.size() < options.top &&
        std::ranges::count(candidates, good->id, &NameCandidate::id) == 0) {
      const NameStore& names = segments[good->segment].names();
      candidates.push_back(candidate(query, good->name,
                                     {good->id, names.name(good->record), names.tag(good->record)},
                                     good->comparison, good->alignment, thresholds));
    }
  }
  return candidates;
}

NameIndex::NameIndex(std::vector<NameRecord> records, int threads)
    : parts_(std::make_unique<Parts>()) {
  parts_->segments.emplace_back(NameSegment::build(records, threads));
}

NameIndex::~NameIndex() = default;
NameIndex::NameIndex(NameIndex&&) noexcept = default;

NameIndex NameIndex::open(const std::filesystem::path& file) {
  NameIndex index(std::vector<NameRecord>{});
  index.parts_->segments.clear();
  for (IndexParts& block : IndexParts::open(file)) {
    index.parts_->segments.emplace_back(std::move(block));
  }
  return index;
}

void NameIndex::save(const std::filesystem::path& file) const {
  std::vector<const IndexParts*> blocks;
  for (const NameSegment& segment : parts_->segments) {
    blocks.push_back(&segment.parts());
  }
  IndexParts::save(blocks, file);
}

void NameIndex::append_to(const std::filesystem::path& file) const {
  for (const NameSegment& segment : parts_->segments) {
    segment.parts().append_to(file);
  }
}

std::size_t NameIndex::size() const {
  std::size_t records = 0;
  for (const NameSegment& segment : parts_->segments) {
    records += segment.names().size();
  }
  return records;
}

/// `candidates_of(i, space)` for each query.
std::vector<std::vector<NameCandidate>> NameIndex::Parts::screen(std::size_t queries, int threads,
                                                                 const auto& candidates_of) const {
  std::vector<std::vector<NameCandidate>> results(queries);
  tbb::enumerable_thread_specific<Workspace> spaces;
  in_parallel(
      threads, queries, [&](std::size_t i) { results[i] = candidates_of(i, spaces.local()); },
      queries_a_task);
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
  const NameStore& names = parts_->segments.front().names();
  return parts_->screen(names.size(), options.threads, [&](std::size_t i, Workspace& space) {
    names.read(static_cast<std::uint32_t>(i), space.query);
    return parts_->best(space.query, options, space);
  });
}

}  // namespace headwater
