#include "resolve/screening.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/appender.h"
#include "resolve/features.h"

namespace headwater {
namespace {

constexpr std::size_t hits_a_name = 5;

struct Listed {
  std::vector<NameRecord> names;                        ///< their id is the entry's
  std::map<std::int64_t, std::string> lists;            ///< entry -> list
  std::set<std::pair<std::int64_t, std::string>> weak;  ///< aliases the list itself calls weak
};

/// ISO codes between ";" in one order; none for an empty text.
std::optional<std::string> countries(std::optional<std::string_view> text) {
  return text && !text->empty() ? std::optional<std::string>(*text) : std::nullopt;
}

Listed read_lists(Connection& connection) {
  Listed listed;
  auto rows = connection.query(
      "SELECT e.entry_id, n.name, n.kind, e.country, e.identifiers, e.list FROM list_entries e "
      "JOIN (SELECT entry_id, name, min(kind) AS kind FROM "
      "      (SELECT entry_id, name, kind FROM list_names UNION ALL SELECT entry_id, name, 'name' "
      "FROM list_entries) "
      "      WHERE name IS NOT NULL GROUP BY ALL) n USING (entry_id) "
      "WHERE coalesce(e.kind, 'unknown') IN ('company', 'vessel', 'unknown') ORDER BY e.entry_id, "
      "n.name, n.kind");
  while (rows.next()) {
    const Row& row = rows.row();
    const std::int64_t entry = *row.integer(0);
    const std::string name(*row.text(1));
    if (row.text(2) == "weak") {
      listed.weak.emplace(entry, name);
    }
    const auto identifier = row.text(4);  // several identifiers settle nothing here
    const bool one = identifier && identifier->find(';') == std::string_view::npos;
    listed.names.push_back({entry, name, countries(row.text(3)),
                            one ? std::optional<std::string>(*identifier) : std::nullopt});
    listed.lists.emplace(entry, row.text(5).value_or(""));
  }
  return listed;
}

struct Hit {
  std::string entity;
  NameCandidate candidate;
  std::size_t group = 0;
};

/// What people said of suppliers and entries: of one spelling and one name, it holds for both
/// whole.
class Judged {
 public:
  /// The last word on a supplier and an entry.
  struct Verdict {
    bool same = false;
    std::size_t group = 0;               ///< the spelling and
    const NameRecord* listed = nullptr;  ///< the name that were judged
  };
  using Verdicts = std::map<std::pair<std::string, std::int64_t>, Verdict>;

  Judged(std::span<const Judgement> judgements, const Suppliers& suppliers,
         const std::vector<std::string>& entity_of, const Listed& listed) {
    if (judgements.empty()) {
      return;
    }
    std::unordered_map<std::string_view, std::size_t> groups;
    for (std::size_t g = 0; g < suppliers.groups.size(); ++g) {
      groups.emplace(suppliers.groups[g].key, g);
    }
    std::unordered_multimap<std::string, const NameRecord*> names;
    for (const NameRecord& record : listed.names) {
      names.emplace(name_and_country(record), &record);
    }
    const auto add = [&](const std::string& supplier, const std::string& entry, bool same) {
      const auto group = groups.find(without_identifier(supplier));
      const auto [first, last] = names.equal_range(std::string(without_identifier(entry)));
      if (group == groups.end() ||
          !speaks_of(supplier, group->first, suppliers.groups[group->second].identifiers)) {
        return;
      }
      for (auto name = first; name != last; ++name) {
        if (speaks_of(entry, name->first, identifiers_of(*name->second))) {
          verdicts_[{entity_of[group->second], name->second->id}] = {same, group->second,
                                                                     name->second};
        }
      }
    };
    for (const Judgement& judgement : judgements) {
      add(judgement.subject, judgement.object, judgement.same);
      add(judgement.object, judgement.subject, judgement.same);
    }
  }

  const Verdict* on(const std::string& entity, std::int64_t entry) const {
    const auto found = verdicts_.find({entity, entry});
    return found == verdicts_.end() ? nullptr : &found->second;
  }
  const Verdicts& all() const { return verdicts_; }

 private:
  static std::vector<std::string> identifiers_of(const NameRecord& listed) {
    std::string settled = settled_identifier(listed.identifier.value_or(""));
    return settled.empty() ? std::vector<std::string>{} : std::vector{std::move(settled)};
  }

  Verdicts verdicts_;
};

/// The best hit of each entity and entry, in the order of the table.
std::vector<Hit> best_of_each(std::vector<Hit> hits) {
  std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
    return std::tuple(std::string_view(a.entity), a.candidate.id, -a.candidate.probability,
                      -a.candidate.score,
                      a.group) < std::tuple(std::string_view(b.entity), b.candidate.id,
                                            -b.candidate.probability, -b.candidate.score, b.group);
  });
  const auto rest = std::ranges::unique(hits, [](const Hit& a, const Hit& b) {
    return a.entity == b.entity && a.candidate.id == b.candidate.id;
  });
  hits.erase(rest.begin(), rest.end());
  return hits;
}

/// What the index finds, without what a person judged.
std::vector<Hit> found_hits(const Listed& listed, const Suppliers& suppliers,
                            const std::vector<std::string>& entity_of, const Judged& judged,
                            int threads) {
  std::vector<NameRecord> queries;
  queries.reserve(suppliers.groups.size());
  for (std::size_t g = 0; g < suppliers.groups.size(); ++g) {
    queries.push_back(suppliers.main_record(g));
  }
  const FeatureTable& table = FeatureTable::get();
  const NameIndex index(listed.names, threads);
  const auto found = index.screen(queries, {.top = hits_a_name,
                                            .threshold = table.score(table.possible_threshold()),
                                            .threads = threads});
  std::vector<Hit> result;
  for (std::size_t g = 0; g < queries.size(); ++g) {
    for (NameCandidate candidate : found[g]) {
      if (judged.on(entity_of[g], candidate.id)) {
        continue;
      }
      if (listed.weak.contains({candidate.id, candidate.name})) {
        candidate.decision = Decision::possible;
        candidate.reasons += "; the list calls this alias weak";
      }
      result.push_back({entity_of[g], std::move(candidate), g});
    }
  }
  return result;
}

std::vector<Hit> hits(const Listed& listed, const Suppliers& suppliers,
                      const std::vector<std::string>& entity_of, const ResolveOptions& options) {
  const Judged judged(options.judgements, suppliers, entity_of, listed);
  std::vector<Hit> result = found_hits(listed, suppliers, entity_of, judged, options.threads);
  for (const auto& [pair, verdict] : judged.all()) {
    if (verdict.same) {
      NameCandidate candidate = compare(suppliers.main_record(verdict.group), *verdict.listed);
      candidate.decision = Decision::match;
      candidate.probability = 1;
      candidate.reasons = "judged the same by a person; " + candidate.reasons;
      result.push_back({pair.first, std::move(candidate), verdict.group});
    }
  }
  return best_of_each(std::move(result));
}

}  // namespace

void screen_suppliers(Connection& connection, const Suppliers& suppliers,
                      const std::vector<std::string>& entity_of, const ResolveOptions& options) {
  const Listed listed = read_lists(connection);
  if (listed.names.empty() || suppliers.groups.empty()) {
    return;
  }
  Appender rows(connection, "screening");
  for (const Hit& hit : hits(listed, suppliers, entity_of, options)) {
    const NameCandidate& c = hit.candidate;
    rows.row(hit.entity, c.id, suppliers.main_record(hit.group).name, c.name, listed.lists.at(c.id),
             c.score, c.decision == Decision::match ? "match" : "possible", c.probability,
             c.reasons);
  }
  rows.close();
}

}  // namespace headwater
