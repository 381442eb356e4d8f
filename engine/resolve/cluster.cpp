#include "resolve/cluster.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/parallel.h"
#include "resolve/features.h"

namespace headwater {
namespace {

constexpr std::size_t candidates_a_name = 8;
constexpr std::size_t names_of_a_large_country =
    2000;  // worth all threads; smaller ones take one each
constexpr std::size_t most_with_one_identifier =
    50;  // more names than that: no identifier, a filler

struct Edge {
  std::size_t other = 0;
  double score = 0;
  std::string reasons;
};
using Edges = std::vector<std::vector<Edge>>;

double merging_score() {
  const FeatureTable& table = FeatureTable::get();
  return table.score(table.merge_threshold());
}

double near_score() {
  const FeatureTable& table = FeatureTable::get();
  return table.score(table.near_merge_threshold());
}

/// Matches and near ones among the names of one country (or of none).
void match_within(const Suppliers& suppliers, const std::vector<std::size_t>& groups, int threads,
                  Edges& edges) {
  std::vector<NameRecord> records;
  for (const std::size_t group : groups) {
    records.push_back(suppliers.main_record(group));
    records.back().id = static_cast<std::int64_t>(group);
  }
  const NameIndex index(std::move(records), threads);
  const ScreenOptions options{
      .top = candidates_a_name, .threshold = near_score(), .threads = threads};
  const auto found = index.screen_own(options);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (const NameCandidate& candidate : found[i]) {
      const auto other = static_cast<std::size_t>(candidate.id);
      if (other < groups[i]) {  // leaders come first
        edges[groups[i]].push_back({other, candidate.score, candidate.reasons});
      }
    }
  }
}

void match_by_country(const Suppliers& suppliers, int threads, Edges& edges) {
  std::map<std::string, std::vector<std::size_t>> by_country;
  for (std::size_t g = 0; g < suppliers.groups.size(); ++g) {
    by_country[suppliers.main_record(g).country.value_or("")].push_back(g);
  }
  std::vector<const std::vector<std::size_t>*> small;
  for (const auto& [country, groups] : by_country) {
    if (groups.size() > names_of_a_large_country) {
      match_within(suppliers, groups, threads, edges);
    } else if (groups.size() > 1) {
      small.push_back(&groups);
    }
  }
  in_parallel(threads, small.size(),
              [&](std::size_t i) { match_within(suppliers, *small[i], 1, edges); });
}

void add_identified(const Suppliers& suppliers, const std::string& identifier,
                    const std::set<std::size_t>& groups, std::size_t group, Edges& edges) {
  NameRecord record = suppliers.main_record(group);
  record.identifier = identifier;
  for (const std::size_t earlier : groups) {
    if (earlier >= group) {
      return;
    }
    NameRecord other = suppliers.main_record(earlier);
    other.identifier = identifier;
    const NameCandidate found = compare(record, other);
    if (found.score >= near_score()) {
      edges[group].push_back({earlier, found.score, found.reasons});
    }
  }
}

/// Names under one identifier, whatever their country: still compared, but the identifier weighs
/// most.
void match_by_identifier(const Suppliers& suppliers, Edges& edges) {
  std::map<std::string, std::set<std::size_t>> by_identifier;
  for (const Spelling& spelling : suppliers.spellings) {
    const std::string settled = settled_identifier(spelling.record.identifier.value_or(""));
    if (!settled.empty()) {
      by_identifier[settled].insert(spelling.group);
    }
  }
  for (const auto& [identifier, groups] : by_identifier) {
    if (groups.size() < 2 || groups.size() > most_with_one_identifier) {
      continue;
    }
    for (const std::size_t group : groups) {
      add_identified(suppliers, identifier, groups, group, edges);
    }
  }
}

/// What people decided, by positions of groups.
class Decided {
 public:
  Decided(const Suppliers& suppliers, std::span<const Judgement> judgements) {
    std::unordered_map<std::string_view, std::size_t> place;
    for (std::size_t g = 0; g < suppliers.groups.size(); ++g) {
      place.emplace(suppliers.groups[g].key, g);
    }
    const auto group_of = [&](const std::string& print) -> std::optional<std::size_t> {
      const auto found = place.find(without_identifier(print));
      const bool meant =
          found != place.end() &&
          speaks_of(print, found->first, suppliers.groups[found->second].identifiers);
      return meant ? std::optional(found->second) : std::nullopt;
    };
    for (const Judgement& judgement : judgements) {
      const auto a = group_of(judgement.subject);
      const auto b = group_of(judgement.object);
      if (a && b && *a != *b) {
        same_[later_first(*a, *b)] = judgement.same;  // the last one counts
      }
    }
  }

  /// Groups judged the same as this one, before it in the order.
  std::vector<std::size_t> same_before(std::size_t group) const {
    std::vector<std::size_t> result;
    for (auto at = same_.lower_bound({group, 0}); at != same_.end() && at->first.first == group;
         ++at) {
      if (at->second) {
        result.push_back(at->first.second);
      }
    }
    return result;
  }

  bool none() const { return same_.empty(); }
  bool kept_apart(std::size_t a, std::size_t b) const {
    const auto found = same_.find(later_first(a, b));
    return found != same_.end() && !found->second;
  }

 private:
  static std::pair<std::size_t, std::size_t> later_first(std::size_t a, std::size_t b) {
    return {std::max(a, b), std::min(a, b)};
  }

  std::map<std::pair<std::size_t, std::size_t>, bool> same_;
};

/// What is alike and ended as two suppliers.
std::vector<NearMerge> near_merges(Edges& edges, const std::vector<Membership>& memberships,
                                   const Decided& decided) {
  std::map<std::pair<std::size_t, std::size_t>, NearMerge> nearest;
  for (std::size_t g = 0; g < edges.size(); ++g) {
    for (Edge& edge : edges[g]) {
      const std::size_t one = memberships[g].leader;
      const std::size_t other = memberships[edge.other].leader;
      if (one == other || decided.kept_apart(g, edge.other) || decided.kept_apart(one, other)) {
        continue;
      }
      NearMerge& near = nearest[std::minmax(one, other)];
      if (edge.score > near.score) {
        near = {g, edge.other, edge.score, std::move(edge.reasons)};
      }
    }
  }
  std::vector<NearMerge> result;
  result.reserve(nearest.size());
  for (auto& [suppliers, near] : nearest) {
    result.push_back(std::move(near));
  }
  std::ranges::stable_sort(
      result, [](const NearMerge& a, const NearMerge& b) { return a.score > b.score; });
  return result;
}

}  // namespace

Clusters clustered(const Suppliers& suppliers, std::span<const Judgement> judgements, int threads) {
  Edges edges(suppliers.groups.size());
  match_by_country(suppliers, threads, edges);
  match_by_identifier(suppliers, edges);
  const Decided decided(suppliers, judgements);
  const double merging = merging_score();
  std::vector<Membership> result(suppliers.groups.size());
  std::vector<std::vector<std::size_t>> members(suppliers.groups.size());
  std::vector<bool> judged(suppliers.groups.size(), false);
  for (std::size_t g = 0; g < result.size(); ++g) {
    result[g].leader = g;
    const auto may_join = [&](std::size_t leader) {
      return decided.none() || std::ranges::none_of(members[leader], [&](std::size_t m) {
               return decided.kept_apart(g, m);
             });
    };
    std::ranges::stable_sort(edges[g],
                             [](const Edge& a, const Edge& b) { return a.score > b.score; });
    for (const Edge& edge : edges[g]) {
      if (edge.score < merging) {
        break;
      }
      // What a person joined to a supplier still draws its own spellings after it.
      const std::size_t leader = judged[edge.other] ? result[edge.other].leader : edge.other;
      if (result[leader].leader == leader && may_join(leader)) {
        result[g] = {leader, edge.score, edge.reasons};
        break;
      }
    }
    for (const std::size_t other : decided.same_before(g)) {
      result[g] = {result[other].leader, 1, "judged the same by a person"};
      judged[g] = true;
    }
    members[result[g].leader].push_back(g);
  }
  std::vector<NearMerge> near = near_merges(edges, result, decided);
  return {std::move(result), std::move(near)};
}

}  // namespace headwater
