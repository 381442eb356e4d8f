#include "plan/nodes.h"

#include <algorithm>

#include "reference/reference.h"

namespace headwater {
namespace {

/// How far the buyer's arm reaches: all of it at the supplier, less upstream, scaled by leverage.
struct Reach {
  double first_tier = 1;
  double upstream = 0;
  double leverage = 1;
};

Reach reach_of_buyer(Connection& connection) {
  const double taken = assumption(connection, "plan.leverage.unknown_share").value;
  const double full_at = assumption(connection, "plan.leverage.full_at_share").value;
  const double floor = assumption(connection, "plan.leverage.floor").value;
  return {assumption(connection, "plan.reach.first_tier").value,
          assumption(connection, "plan.reach.upstream").value,
          std::clamp(taken / full_at, floor, 1.0)};
}

/// Per entity and sector: spend in cents (exact sums), and its expected cases here and upstream.
constexpr const char* exposures_query =
    "WITH bought AS (SELECT e.entity_id, coalesce('=' || p.origin_country, p.supplier_country, "
    "'UNK') AS "
    "country, "
    "w.sector, sum(CAST(round(p.base_usd * w.weight * 100) AS HUGEINT)) AS cents FROM purchases p "
    "LEFT JOIN purchase_entities e USING (purchase_id) JOIN purchase_wordings USING (purchase_id) "
    "JOIN wording_sectors w "
    "USING (wording_id) WHERE p.base_usd > 0 GROUP BY ALL) "
    "SELECT b.entity_id, n.name, b.sector, s.broad_sector, CAST(b.cents AS DOUBLE) / 100 AS usd, "
    "CAST(b.cents AS DOUBLE) / 1e8 * i.direct AS direct, CAST(b.cents AS DOUBLE) / 1e8 * "
    "greatest(i.intensity - i.direct, 0) AS upstream FROM bought b JOIN intensities i "
    "ON i.country = b.country AND i.sector = b.sector JOIN reference.sectors s ON s.sector = "
    "b.sector LEFT JOIN entities n USING "
    "(entity_id) ORDER BY "
    "b.entity_id NULLS LAST, b.country, b.sector";

/// Adds up one node's exposure over what is bought of it.
class Gathering {
 public:
  explicit Gathering(const Reach& reach) : reach_(reach) {}

  void add(PlanNode& node, const Row& row) {
    const double reachable = reach_.leverage * (reach_.first_tier * row.number(5).value_or(0) +
                                                reach_.upstream * row.number(6).value_or(0));
    node.spend_usd += row.number(4).value_or(0);
    node.exposure += reachable;
    node.broad_sectors[std::string(row.text(3).value_or("other"))] += reachable;
    by_sector_[node.entity_id.value_or("")][std::string(*row.text(2))] += reachable;
  }

  /// Main sectors, and shares instead of amounts.
  void finish(PlanNode& node, double ledger) {
    for (const auto& [sector, amount] : by_sector_[node.entity_id.value_or("")]) {
      if (amount >= node.exposure / 5) {
        node.sectors.push_back(sector);
      }
    }
    for (auto& [broad, amount] : node.broad_sectors) {
      amount = node.exposure > 0 ? amount / node.exposure : 0;
    }
    node.exposure = ledger > 0 ? node.exposure / ledger : 0;
  }

 private:
  Reach reach_;
  std::map<std::string, std::map<std::string, double>> by_sector_;
};

PlanNode node_of(const Row& row) {
  PlanNode node;
  node.entity_id = std::string(*row.text(0));
  node.name = std::string(row.text(1).value_or(""));
  return node;
}

void keep_largest(std::vector<PlanNode>& nodes, std::size_t count) {
  std::ranges::sort(nodes, [](const PlanNode& a, const PlanNode& b) {
    return a.exposure != b.exposure ? a.exposure > b.exposure : a.entity_id < b.entity_id;
  });
  nodes.resize(std::min(nodes.size(), count));
}

void mark_listed_goods(Connection& connection, std::vector<PlanNode>& nodes) {
  Rows rows = connection.query("SELECT DISTINCT sector FROM listed_facts ORDER BY sector");
  std::vector<std::string> listed;
  while (rows.next()) {
    listed.emplace_back(*rows.row().text(0));
  }
  for (PlanNode& node : nodes) {
    node.listed_good = std::ranges::any_of(node.sectors, [&](const std::string& sector) {
      return std::ranges::find(listed, sector) != listed.end();
    });
  }
}

}  // namespace

std::vector<PlanNode> plan_nodes(Connection& connection, std::size_t suppliers) {
  const Reach reach = reach_of_buyer(connection);
  Gathering gathering(reach);
  PlanNode ledger;
  ledger.name = "the whole ledger";
  std::vector<PlanNode> nodes;
  double expected = 0;
  Rows rows = connection.query(exposures_query);
  while (rows.next()) {
    const Row& row = rows.row();
    gathering.add(ledger, row);
    expected += row.number(5).value_or(0) + row.number(6).value_or(0);
    if (row.is_null(0)) {
      continue;  // a withheld supplier: part of the ledger, but nobody to act on
    }
    if (nodes.empty() || nodes.back().entity_id != row.text(0)) {
      nodes.push_back(node_of(row));
    }
    gathering.add(nodes.back(), row);
  }
  keep_largest(nodes, suppliers);
  nodes.push_back(std::move(ledger));
  for (PlanNode& node : nodes) {
    gathering.finish(node, expected);
  }
  mark_listed_goods(connection, nodes);
  return nodes;
}

}  // namespace headwater
