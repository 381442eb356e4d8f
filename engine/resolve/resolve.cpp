#include "resolve/resolve.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <map>

#include "base/appender.h"
#include "resolve/cluster.h"
#include "resolve/screening.h"
#include "resolve/spelling.h"

namespace headwater {
namespace {

std::string entity_id(const std::string& print) {
  const std::uint64_t hash = XXH3_64bits(print.data(), print.size());
  return fmt::format("E{:015x}", hash >> 4U);  // the first 15 digits
}

struct EntityTotals {
  std::int64_t spellings = 0;
  std::int64_t lines = 0;
  double amount_usd = 0;
  double base_usd = 0;
  std::map<std::string_view, std::int64_t> names;  ///< lines by spelling, in the order of bytes
  std::optional<std::string> country;
};

std::map<std::string, EntityTotals> totals(const Suppliers& suppliers,
                                           const std::vector<std::string>& entity_of,
                                           const std::vector<Membership>& memberships) {
  std::map<std::string, EntityTotals> result;
  for (const Spelling& spelling : suppliers.spellings) {
    EntityTotals& entity = result[entity_of[spelling.group]];
    ++entity.spellings;
    entity.lines += spelling.lines;
    entity.amount_usd += spelling.amount_usd;
    entity.base_usd += spelling.base_usd;
    entity.names[spelling.record.name] += spelling.lines;
    entity.country = suppliers.main_record(memberships[spelling.group].leader).country;
  }
  return result;
}

void write_entities(Connection& connection, const std::map<std::string, EntityTotals>& entities) {
  Appender rows(connection, "entities");
  for (const auto& [id, entity] : entities) {
    const auto most =
        std::ranges::max_element(entity.names, {}, [](const auto& name) { return name.second; });
    rows.row(id, most->first, entity.country, entity.spellings, entity.lines, entity.amount_usd,
             entity.base_usd);
  }
  rows.close();
}

/// The first spelling of a group has the group's reasons; the others differ in case or marks alone.
void write_spellings(Connection& connection, const Suppliers& suppliers,
                     const std::vector<std::string>& entity_of,
                     const std::vector<Membership>& memberships) {
  Appender rows(connection, "spellings");
  for (const Spelling& spelling : suppliers.spellings) {
    const NameRecord& record = spelling.record;
    const NameRecord& first = suppliers.main_record(spelling.group);
    const Membership& membership = memberships[spelling.group];
    std::optional<std::int64_t> witness;
    std::optional<double> score;
    std::optional<std::string> reasons;
    if (record.id != first.id) {
      witness = first.id;
      score = compare(record, first).score;
      reasons = "the same but for case, accents, punctuation, script or identifier";
    } else if (membership.leader != spelling.group) {
      witness = suppliers.main_record(membership.leader).id;
      score = membership.score;
      reasons = membership.reasons;
    }
    rows.row(record.id, record.name, record.country, record.identifier, entity_of[spelling.group],
             spelling.lines, witness, score, reasons);
  }
  rows.close();
}

void write_near_merges(Connection& connection, const Suppliers& suppliers,
                       const std::vector<NearMerge>& near) {
  Appender rows(connection, "near_merges");
  for (const NearMerge& pair : near) {
    rows.row(suppliers.main_record(pair.group).id, suppliers.main_record(pair.other).id, pair.score,
             pair.reasons);
  }
  rows.close();
}

void write_purchases(Connection& connection, const Suppliers& suppliers,
                     const std::vector<std::string>& entity_of) {
  Appender rows(connection, "purchase_entities");
  for (const auto& [purchase, spelling] : suppliers.purchases) {
    rows.row(purchase, entity_of[suppliers.spellings[spelling].group]);
  }
  rows.close();
}

}  // namespace

void resolve(Connection& connection, const ResolveOptions& options, const Progress& progress) {
  for (const char* table :
       {"entities", "spellings", "near_merges", "purchase_entities", "screening"}) {
    connection.run(fmt::format("DELETE FROM {}", table));
  }
  report(progress, "reading supplier names", 0);
  const Suppliers suppliers = read_suppliers(connection, options.threads);
  report(progress, "finding spellings of one supplier", 0.2);
  const auto [memberships, near] = clustered(suppliers, options.judgements, options.threads);
  std::vector<std::string> entity_of;
  entity_of.reserve(memberships.size());
  for (const Membership& membership : memberships) {
    entity_of.push_back(entity_id(suppliers.groups[membership.leader].key));
  }
  write_entities(connection, totals(suppliers, entity_of, memberships));
  write_spellings(connection, suppliers, entity_of, memberships);
  write_near_merges(connection, suppliers, near);
  write_purchases(connection, suppliers, entity_of);
  report(progress, "screening against lists", 0.7);
  screen_suppliers(connection, suppliers, entity_of, options);
  report(progress, "suppliers resolved", 1);
}

}  // namespace headwater
