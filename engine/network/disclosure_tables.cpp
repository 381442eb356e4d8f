#include <queue>

#include "base/appender.h"
#include "network/trace_tables.h"

namespace headwater {
namespace {

/// Steps from the ledger along the links: 1 for those who sell to it; nothing where no chain leads.
std::vector<std::optional<int>> tiers_of(const Disclosure& disclosure) {
  std::vector<std::optional<int>> tiers(disclosure.suppliers.size());
  std::queue<std::size_t> next;
  const auto reach = [&](std::size_t supplier, int tier) {
    if (!tiers[supplier]) {
      tiers[supplier] = tier;
      next.push(supplier);
    }
  };
  for (std::size_t i = 0; i < disclosure.suppliers.size(); ++i) {
    if (disclosure.suppliers[i].entity) {
      reach(i, 1);
    }
  }
  std::vector<std::vector<std::size_t>> behind(disclosure.suppliers.size());
  for (const DisclosedLink& link : disclosure.links) {
    behind[link.buyer].push_back(link.supplier);
  }
  while (!next.empty()) {
    const std::size_t buyer = next.front();
    next.pop();
    for (const std::size_t plant : disclosure.suppliers[buyer].plants) {
      reach(plant, *tiers[buyer]);  // a plant is the owner's own production
    }
    for (const std::size_t supplier : behind[buyer]) {
      reach(supplier, *tiers[buyer] + 1);
    }
  }
  return tiers;
}

}  // namespace

std::optional<InputOutput> traced_table(Connection& connection, const InputOutput& table,
                                        double unknown_share) {
  std::vector<Firm> firms;
  Rows suppliers =
      connection.query("SELECT CAST(of_cell AS BIGINT) FROM disclosed_suppliers ORDER BY supplier");
  while (suppliers.next()) {
    firms.push_back({static_cast<std::size_t>(suppliers.row().integer(0).value()), std::nullopt});
  }
  if (firms.empty()) {
    return std::nullopt;
  }
  std::vector<DisclosedLink> links;
  Rows rows = connection.query(
      "SELECT CAST(buyer AS BIGINT), CAST(supplier AS BIGINT), per_output FROM disclosed_links");
  while (rows.next()) {
    const Row& row = rows.row();
    links.push_back({static_cast<std::size_t>(row.integer(0).value()),
                     static_cast<std::size_t>(row.integer(1).value()), row.number(2)});
  }
  return with_suppliers(table, firms, links, unknown_share).table;
}

void write_disclosure(const Trace& trace) {
  const Disclosure& disclosure = trace.disclosure;
  record(trace.connection, "trace", disclosure.issues);
  if (disclosure.given == 0) {
    return;
  }
  const std::vector<std::optional<int>> tiers = tiers_of(disclosure);
  Appender suppliers(trace.connection, "disclosed_suppliers");
  for (std::size_t i = 0; i < disclosure.suppliers.size(); ++i) {
    const NamedSupplier& supplier = disclosure.suppliers[i];
    const std::size_t node = trace.table.own_cells() + i;
    const Cell& cell = trace.table.cells()[node];
    suppliers.row(i, supplier.name, supplier.entity, supplier.cell, cell.region, cell.sector,
                  tiers[i], trace.inputs_disclosed[i], trace.demand[node], trace.required[node]);
  }
  suppliers.close();
  Appender links(trace.connection, "disclosed_links");
  for (std::size_t i = 0; i < disclosure.links.size(); ++i) {
    const DisclosedLink& link = disclosure.links[i];
    const LinkSource& source = disclosure.sources[i];
    links.row(link.buyer, link.supplier, link.per_output, source.basis, source.input_id,
              source.row);
  }
  links.close();
  Appender totals(trace.connection, "trace_totals");
  totals.row("links", static_cast<double>(disclosure.given),
             "disclosed links given, and facilities of the ledger's suppliers");
  totals.row("links_used", static_cast<double>(disclosure.links.size()),
             "links placed in the network");
  totals.row("disclosed_suppliers", static_cast<double>(disclosure.suppliers.size()),
             "companies in the network by name");
  totals.close();
}

}  // namespace headwater
