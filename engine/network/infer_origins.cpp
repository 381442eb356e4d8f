#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/appender.h"
#include "model/issue.h"
#include "network/trace_tables.h"

namespace headwater {
namespace {

Issue note(std::string field, std::string value, std::string reason, std::string advice) {
  return {.severity = Severity::note,
          .file = "",
          .row = std::nullopt,
          .field = std::move(field),
          .value = std::move(value),
          .reason = std::move(reason),
          .advice = std::move(advice)};
}

/// What the table does not tell apart: once each, with what was done instead.
class Outside {
 public:
  explicit Outside(const OriginFinder& finder) : finder_(finder) {}

  void see(const Place& place, const std::string& sector) {
    if (!finder_.makes(sector)) {
      sectors_.insert(sector);
    }
    if (place.country != "UNK" && finder_.region_of(place.country) != place.country) {
      countries_.insert((place.stated ? "=" : "") + std::string(place.country));
    }
  }

  void write(Connection& connection) const {
    std::vector<Issue> issues;
    for (const std::string& written : countries_) {
      const Place place = place_of(written);
      const std::string region(finder_.region_of(place.country));
      const std::string in = region.empty() ? "" : ": it is in the region " + region;
      issues.push_back(note(place.stated ? "origin_country" : "supplier_country",
                            std::string(place.country),
                            "not told apart in the input-output table" + in,
                            region.empty() ? "its purchases are traced as of unknown address"
                                           : "its purchases are traced as of that region"));
    }
    for (const std::string& sector : sectors_) {
      issues.push_back(note("sector", sector, "the input-output table has no output of this sector",
                            "what is bought of it is not traced; use a table with this sector"));
    }
    record(connection, "trace", issues);
  }

 private:
  const OriginFinder& finder_;
  std::set<std::string> countries_;
  std::set<std::string> sectors_;
};

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
  const OriginFinder finder(trace.table, origin_rules(trace.connection), trace.ledger,
                            std::move(plants), trace.options.threads);
  std::vector<Demand> keys = trace.ledger;
  for (Demand& key : address_keys(trace.connection)) {
    keys.push_back(std::move(key));
  }
  Appender origins(trace.connection, "origin_cells");
  Appender intensities(trace.connection, "intensities");
  Outside outside(finder);
  Bases bases;
  int bought = 0;
  finder.each(keys, trace.options.threads,
              [&](const Demand& key, const std::vector<Origin>& found) {
                const Place place = place_of(key.country);
                const bool known = finder.in_table(place.country);
                outside.see(place, key.sector);
                double direct = 0;
                double intensity = 0;
                for (const Origin& origin : found) {
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
              });
  origins.close();
  intensities.close();
  bases.write(trace);
  outside.write(trace.connection);
}

}  // namespace headwater
