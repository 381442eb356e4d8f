#include <fmt/format.h>

#include <set>

#include "base/appender.h"
#include "model/issue.h"
#include "network/trace_tables.h"

namespace headwater {
namespace {

/// Countries the table does not tell apart: once each, with what was done instead.
void note_outside(Connection& connection, const std::set<std::string>& countries) {
  std::vector<Issue> issues;
  for (const std::string& country : countries) {
    const bool stated = country.starts_with('=');
    issues.push_back({.severity = Severity::note,
                      .file = "",
                      .row = std::nullopt,
                      .field = stated ? "origin_country" : "supplier_country",
                      .value = stated ? country.substr(1) : country,
                      .reason = "not told apart in the input-output table",
                      .advice = "its purchases are traced as of unknown address"});
  }
  record(connection, "trace", issues);
}

}  // namespace

void infer_origins(Trace& trace) {
  OriginFinder finder(trace.table, origin_rules(trace.connection), trace.ledger);
  std::vector<Demand> keys = trace.ledger;
  for (Demand& key : address_keys(trace.connection)) {
    keys.push_back(std::move(key));
  }
  Appender origins(trace.connection, "origins");
  Appender intensities(trace.connection, "intensities");
  std::set<std::string> outside;
  for (const Demand& key : keys) {
    const std::string region = key.country.starts_with('=') ? key.country.substr(1) : key.country;
    if (region != "UNK" && !finder.in_table(region)) {
      outside.insert(key.country);
    }
    double intensity = 0;
    for (const Origin& origin : finder.find(key.country, key.sector)) {
      const Cell& cell = trace.table.cells()[origin.cell];
      origins.row(key.country, key.sector, cell.region, cell.sector, origin.weight, origin.basis);
      intensity += origin.weight * trace.multiplier[origin.cell];
      trace.demand[origin.cell] += key.base_usd * origin.weight / 1e6;
      trace.spend_by_basis[std::string(origin.basis)] += key.base_usd * origin.weight;
    }
    intensities.row(key.country, key.sector, intensity);
  }
  origins.close();
  intensities.close();
  note_outside(trace.connection, outside);
}

}  // namespace headwater
