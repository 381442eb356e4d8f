#include "plan/nodes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <utility>

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

/// What is bought of a sector at a place: cases per million dollars there, and upstream of it.
struct Thing {
  std::string sector;
  std::string broad_sector;
  double direct = 0;
  double upstream = 0;
};

/// What the ledger pays somebody for a thing.
struct Payment {
  std::size_t thing = 0;  ///< place among the things
  double cents = 0;

  double usd() const { return cents / 100; }
  double direct(const Thing& bought) const { return cents / 1e8 * bought.direct; }
  double upstream(const Thing& bought) const { return cents / 1e8 * bought.upstream; }
};

using Payments = std::vector<Payment>;

std::vector<Thing> read_things(Connection& connection) {
  std::vector<Thing> things;
  Rows rows = connection.query(
      "SELECT i.sector, coalesce(s.broad_sector, 'other'), i.direct, greatest(i.intensity - "
      "i.direct, 0) FROM intensities i JOIN reference.sectors s USING (sector) ORDER BY i.country, "
      "i.sector");
  while (rows.next()) {
    const Row& row = rows.row();
    things.push_back({std::string(*row.text(0)), std::string(*row.text(1)),
                      row.number(2).value_or(0), row.number(3).value_or(0)});
  }
  return things;
}

/// Per entity and thing: spend in cents (exact sums). Entities and things are numbered in their
/// order; the left join keeps the database from pairing every purchase with all of a country first.
constexpr const char* payments_query =
    "WITH things AS (SELECT i.country, i.sector, row_number() OVER (ORDER BY i.country, i.sector) "
    "- 1 AS thing FROM intensities i JOIN reference.sectors s USING (sector)), "
    "numbered AS (SELECT entity_id, row_number() OVER (ORDER BY entity_id) - 1 AS entity FROM "
    "entities), "
    "paid AS (SELECT n.entity, p.place AS "
    "country, w.wording_id, p.base_usd FROM placed_purchases p LEFT JOIN purchase_entities USING "
    "(purchase_id) LEFT JOIN numbered n USING (entity_id) JOIN purchase_wordings w USING "
    "(purchase_id) WHERE p.base_usd > 0), "
    "bought AS (SELECT entity, thing, sum(CAST(round(base_usd * weight * 100) AS HUGEINT)) AS "
    "cents FROM paid JOIN wording_sectors USING (wording_id) LEFT JOIN things USING (country, "
    "sector) GROUP BY ALL) "
    "SELECT entity, thing, CAST(cents AS DOUBLE) FROM bought WHERE thing IS NOT NULL "
    "ORDER BY entity NULLS LAST, thing";

/// Payments by entity; those to nobody named stand last.
struct Paid {
  Payments all;
  std::vector<std::size_t> entity;  ///< number of each entity that was paid
  std::vector<std::size_t> first;   ///< its first payment, then the first to nobody named

  std::span<const Payment> to(std::size_t place) const {
    return {all.data() + first[place], first[place + 1] - first[place]};
  }
};

Paid read_payments(Connection& connection) {
  Paid paid;
  std::size_t named = 0;
  Rows rows = connection.query(payments_query);
  while (rows.next()) {
    const Row& row = rows.row();
    if (const auto entity = row.integer(0)) {
      if (paid.entity.empty() || std::cmp_not_equal(paid.entity.back(), *entity)) {
        paid.entity.push_back(static_cast<std::size_t>(*entity));
        paid.first.push_back(paid.all.size());
      }
      ++named;
    }
    paid.all.push_back({static_cast<std::size_t>(*row.integer(1)), row.number(2).value_or(0)});
  }
  paid.first.push_back(named);
  return paid;
}

/// Turns payments into nodes to act on.
class Gathering {
 public:
  Gathering(const std::vector<Thing>& things, const Reach& reach)
      : things_(things), reach_(reach) {}

  double exposure_of(std::span<const Payment> payments) const {
    double exposure = 0;
    for (const Payment& payment : payments) {
      exposure += reachable(payment);
    }
    return exposure;
  }

  /// All cases behind the payments, within reach or not.
  double cases_of(std::span<const Payment> payments) const {
    double cases = 0;
    for (const Payment& payment : payments) {
      const Thing& thing = things_[payment.thing];
      cases += payment.direct(thing) + payment.upstream(thing);
    }
    return cases;
  }

  /// Spend, main sectors and shares; the exposure as a share of the ledger's cases.
  void fill(PlanNode& node, std::span<const Payment> payments, double ledger) const {
    std::map<std::string, double> by_sector;
    for (const Payment& payment : payments) {
      const Thing& thing = things_[payment.thing];
      node.spend_usd += payment.usd();
      node.broad_sectors[thing.broad_sector] += reachable(payment);
      by_sector[thing.sector] += reachable(payment);
    }
    const double exposure = exposure_of(payments);
    for (const auto& [sector, amount] : by_sector) {
      if (amount >= exposure / 5) {
        node.sectors.push_back(sector);
      }
    }
    for (auto& [broad, amount] : node.broad_sectors) {
      amount = exposure > 0 ? amount / exposure : 0;
    }
    node.exposure = ledger > 0 ? exposure / ledger : 0;
  }

 private:
  double reachable(const Payment& payment) const {
    const Thing& thing = things_[payment.thing];
    return reach_.leverage *
           (reach_.first_tier * payment.direct(thing) + reach_.upstream * payment.upstream(thing));
  }

  const std::vector<Thing>& things_;
  Reach reach_;
};

/// Places in `paid` of the entities with the largest exposure within reach, the largest first.
std::vector<std::size_t> largest(const Paid& paid, const Gathering& gathering, std::size_t count) {
  std::vector<double> exposure;
  for (std::size_t place = 0; place < paid.entity.size(); ++place) {
    exposure.push_back(gathering.exposure_of(paid.to(place)));
  }
  std::vector<std::size_t> order(exposure.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater{},
                           [&](std::size_t place) { return exposure[place]; });
  order.resize(std::min(order.size(), count));
  return order;
}

/// The entities of these numbers, in the order of the numbers.
std::map<std::size_t, PlanNode> read_entities(Connection& connection,
                                              const std::set<std::size_t>& numbers) {
  std::map<std::size_t, PlanNode> nodes;
  Rows rows = connection.query("SELECT entity_id, name FROM entities ORDER BY entity_id");
  for (std::size_t number = 0; rows.next(); ++number) {
    if (numbers.contains(number)) {
      PlanNode& node = nodes[number];
      node.entity_id = std::string(*rows.row().text(0));
      node.name = std::string(rows.row().text(1).value_or(""));
    }
  }
  return nodes;
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
  const std::vector<Thing> things = read_things(connection);
  const Paid paid = read_payments(connection);
  const Gathering gathering(things, reach_of_buyer(connection));
  const std::vector<std::size_t> chosen = largest(paid, gathering, suppliers);
  std::set<std::size_t> numbers;
  for (const std::size_t place : chosen) {
    numbers.insert(paid.entity[place]);
  }
  std::map<std::size_t, PlanNode> entities = read_entities(connection, numbers);
  const double cases = gathering.cases_of(paid.all);
  std::vector<PlanNode> nodes;
  for (const std::size_t place : chosen) {
    nodes.push_back(std::move(entities.at(paid.entity[place])));
    gathering.fill(nodes.back(), paid.to(place), cases);
  }
  PlanNode& ledger = nodes.emplace_back();
  ledger.name = "the whole ledger";
  gathering.fill(ledger, paid.all, cases);
  mark_listed_goods(connection, nodes);
  return nodes;
}

}  // namespace headwater
