#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <string>
#include <tuple>

#include "base/parallel.h"
#include "resolve/comparison.h"
#include "resolve/name_segment.h"
#include "resolve/resolve.h"

namespace headwater {
namespace {

constexpr std::size_t queries_a_task = 64;

/// Half as many again as are shown: the order by what is shared is nearly that of the comparison.
std::size_t compared_at_most(std::size_t top) {
  constexpr std::size_t least = 8;
  constexpr std::size_t most = 25;
  return std::clamp(top + top / 2, least, most);
}

/// A record that was compared.
struct Compared {
  Comparison comparison;
  std::int64_t id = 0;
  std::uint32_t segment = 0;
  std::uint32_t record = 0;
};

/// What one thread needs while it works on a query.
struct Workspace {
  CollectSpace collect;
  PreparedName query;
  PreparedName listed;
  Alignment alignment;
  std::vector<Compared> compared;
};

}  // namespace

struct NameIndex::Parts {
  std::vector<NameSegment> segments;

  void compare_all(const PreparedName& query, const ScreenOptions& options, Workspace& space) const;
  std::vector<NameCandidate> best(const PreparedName& query, const ScreenOptions& options,
                                  Workspace& space) const;
  std::vector<std::vector<NameCandidate>> screen(std::size_t queries, int threads,
                                                 const auto& candidates_of) const;
};

void NameIndex::Parts::compare_all(const PreparedName& query, const ScreenOptions& options,
                                   Workspace& space) const {
  space.compared.clear();
  const FeatureTable& table = FeatureTable::get();
  for (std::uint32_t s = 0; s < segments.size(); ++s) {
    const NameStore& names = segments[s].names();
    segments[s].collect(query, compared_at_most(options.top), space.collect);
    for (const auto& found : space.collect.shared.found()) {
      names.read(found.record, space.listed);
      if (space.listed.readings.empty()) {
        continue;
      }
      const Comparison comparison = compared(query, space.listed, space.alignment);
      if (table.score(comparison.log_odds) >= options.threshold) {
        space.compared.push_back({comparison, names.record(found.record).id, s, found.record});
      }
    }
  }
  std::ranges::sort(space.compared, {}, [](const Compared& c) {
    return std::tuple(-c.comparison.log_odds, c.id, c.segment, c.record);
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
  for (const Compared& found : space.compared) {
    if (candidates.size() < options.top &&
        std::ranges::count(candidates, found.id, &NameCandidate::id) == 0) {
      const NameStore& names = segments[found.segment].names();
      names.read(found.record, space.listed);
      candidates.push_back(candidate(query, space.listed, names.original(found.record),
                                     found.comparison, thresholds));
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
