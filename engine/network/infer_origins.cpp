#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/appender.h"
#include "model/issue.h"
#include "network/trace_tables.h"

namespace headwater {
namespace {

/// Countries the table does not tell apart: once each, with what was done instead.
void note_outside(Connection& connection, const std::set<std::string>& countries) {
  std::vector<Issue> issues;
  for (const std::string& written : countries) {
    const auto [supplier, stated, trader, country] = place_of(written);
    issues.push_back({.severity = Severity::note,
                      .file = "",
                      .row = std::nullopt,
                      .field = stated ? "origin_country" : "supplier_country",
                      .value = std::string(country),
                      .reason = "not told apart in the input-output table",
                      .advice = "its purchases are traced as of unknown address"});
  }
  record(connection, "trace", issues);
}

/// Why origins are taken to be where they are: a few phrases, kept by number.
class Bases {
 public:
  int number(std::string_view basis) {
    const auto known = std::ranges::find(names_, basis);
    if (known != names_.end()) {
      return static_cast<int>(known - names_.begin());
    }
    names_.emplace_back(basis);
    spend_.push_back(0);
    return static_cast<int>(names_.size()) - 1;
  }

  void add_spend(int number, double usd) { spend_[static_cast<std::size_t>(number)] += usd; }

  void write(Trace& trace) const {
    Appender rows(trace.connection, "origin_bases");
    for (std::size_t i = 0; i < names_.size(); ++i) {
      rows.row(i, names_[i]);
      trace.spend_by_basis[names_[i]] = spend_[i];
    }
    rows.close();
  }

 private:
  std::vector<std::string> names_;
  std::vector<double> spend_;
};

}  // namespace

void infer_origins(Trace& trace) {
  std::vector<std::vector<std::size_t>> plants;
  for (const NamedSupplier& supplier : trace.disclosure.suppliers) {
    plants.push_back(supplier.plants);
  }
  OriginFinder finder(trace.table, origin_rules(trace.connection), trace.ledger, std::move(plants));
  std::vector<Demand> keys = trace.ledger;
  for (Demand& key : address_keys(trace.connection)) {
    keys.push_back(std::move(key));
  }
  Appender origins(trace.connection, "origin_cells");
  Appender intensities(trace.connection, "intensities");
  std::set<std::string> outside;
  Bases bases;
  int bought = 0;
  for (const Demand& key : keys) {
    const std::string_view region = place_of(key.country).country;
    const bool known = finder.in_table(region);
    if (region != "UNK" && !known) {
      outside.insert((place_of(key.country).stated ? "=" : "") + std::string(region));
    }
    double direct = 0;
    double intensity = 0;
    for (const Origin& origin : finder.find(key.country, key.sector)) {
      const int basis = bases.number(origin.basis);
      origins.row(bought, origin.cell, origin.weight, basis);
      direct += origin.weight * trace.rates.central()[origin.cell];
      intensity += origin.weight * trace.multiplier[origin.cell];
      trace.demand[origin.cell] += key.base_usd * origin.weight / 1e6;
      if (!known) {
        trace.unknown_demand[origin.cell] += key.base_usd * origin.weight / 1e6;
      }
      bases.add_spend(basis, key.base_usd * origin.weight);
    }
    intensities.row(bought++, key.country, key.sector, direct, intensity);
  }
  origins.close();
  intensities.close();
  bases.write(trace);
  note_outside(trace.connection, outside);
}

}  // namespace headwater
