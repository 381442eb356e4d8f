// The way from what was paid to what the table is asked for, as a table of steps a reader can add
// up. Each purchase has its own factors on its row (units_per_usd, price_index, base_usd), its
// sectors in wording_sectors and its place in placed_purchases.
#include <map>

#include "base/appender.h"
#include "network/places.h"
#include "network/trace_tables.h"
#include "reference/reference.h"

namespace headwater {
namespace {

struct Paid {
  double usd = 0;
  double base_usd = 0;
};

Paid paid(Connection& connection) {
  Rows rows = connection.query(
      "SELECT CAST(coalesce(sum(CAST(round(amount_usd * 1e6) AS HUGEINT)), 0) AS DOUBLE) / 1e6, "
      "CAST(coalesce(sum(CAST(round(base_usd * 1e6) AS HUGEINT)), 0) AS DOUBLE) / 1e6 FROM "
      "purchases WHERE base_usd IS NOT NULL");
  rows.next();
  return {rows.row().number(0).value_or(0), rows.row().number(1).value_or(0)};
}

/// Taxes, by the share each product carries; a stated origin carries none.
double taxes(const Trace& trace) {
  const OriginRules rules = origin_rules(trace.connection);
  double tax = 0;
  for (const Demand& demand : trace.ledger) {
    const auto margin = rules.margins.find(demand.sector);
    const Place place = place_of(demand.country);
    const bool stated = place.stated && trace.table.index(trace.table.region_of(place.country),
                                                          demand.sector) != InputOutput::npos;
    tax += stated || margin == rules.margins.end() ? 0 : demand.base_usd * margin->second.tax;
  }
  return tax;
}

}  // namespace

void write_demand_steps(const Trace& trace) {
  const Paid sums = paid(trace.connection);
  double classified = 0;
  for (const Demand& demand : trace.ledger) {
    classified += demand.base_usd;
  }
  const double tax = taxes(trace);
  Appender rows(trace.connection, "demand_steps");
  int step = 0;
  const auto add = [&](const std::string& what, double usd, double of, bool assumed,
                       const char* source) {
    rows.row(++step, what, usd, share_of(usd, of), assumed, source);
  };
  add("paid, in US dollars at the rates of the time", sums.usd, sums.usd, false,
      "ledger; data/exchange_rates.csv");
  add("at prices of the table's year", sums.base_usd, sums.usd, false, "data/deflators.csv");
  add("with a sector", classified, sums.base_usd, false, "wording_sectors");
  add("taxes, taken off", tax, classified, true, "data/margins.csv");
  for (const auto& [basis, usd] : trace.spend_by_basis) {
    add("booked: " + basis, usd, classified, basis != "stated",
        "data/margins.csv; "
        "data/assumptions.csv; input-output table");
  }
  rows.close();
}

}  // namespace headwater
