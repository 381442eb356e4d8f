#include "score/supplier_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/appender.h"
#include "network/places.h"

namespace headwater {
namespace {

constexpr std::size_t most_facts = 3;  // of one supplier; all of them are in listed_facts

using Names = std::map<std::string, std::string>;

Names read_names(Connection& connection, const std::string& sql) {
  Names names;
  Rows rows = connection.query(sql);
  while (rows.next()) {
    names[std::string(*rows.row().text(0))] = rows.row().text(1).value_or("");
  }
  return names;
}

const std::string& name_of(const Names& names, const std::string& key) {
  const auto found = names.find(key);
  return found == names.end() ? key : found->second;
}

/// The names, bands and facts that reasons are worded with.
struct Wording {
  Names countries;
  Names sectors;
  const Signals& signals;
  const FactsBeside& facts;
  const Ledger& ledger;
};

/// Writes the reasons of one supplier, numbered.
class ReasonWriter {
 public:
  ReasonWriter(Appender& rows, const std::string& entity) : rows_(rows), entity_(entity) {}

  void add(const std::string& what, std::optional<double> effect, const char* unit,
           const std::string& source, bool assumed) {
    rows_.row(entity_, ++number_, what, effect, unit, source, assumed);
  }

 private:
  Appender& rows_;
  const std::string& entity_;
  std::int64_t number_ = 0;
};

void write_country(ReasonWriter& reasons, const std::string& country, const Wording& wording) {
  if (country == "UNK") {
    return reasons.add(
        "supplier country unknown: made where such goods are traded from, or where known suppliers "
        "sit",
        std::nullopt, "signal", "ledger", true);
  }
  reasons.add(fmt::format("address in {}: country signal {} (an address, not an origin)",
                          name_of(wording.countries, country), wording.signals.country(country)),
              std::nullopt, "signal", fmt::format("cells {}", country), true);
}

/// Origins the ledger states, in order.
std::set<std::string> stated_origins(const Supplier& supplier, const Ledger& ledger) {
  std::set<std::string> origins;
  for (const Sold& sold : supplier.sold) {
    const std::string& country = ledger.bought[sold.bought].country;
    if (const Place place = place_of(country); place.stated) {
      origins.emplace(place.country);
    }
  }
  return origins;
}

void write_facts(ReasonWriter& reasons, const std::string& country, const std::string& sector,
                 const FactsBeside& facts) {
  std::size_t written = 0;
  for (const std::string& of : {sector, std::string("*")}) {
    const auto found = facts.find({country, of});
    for (std::size_t i = 0;
         found != facts.end() && i < found->second.size() && written < most_facts; ++i) {
      const FactBeside& fact = found->second[i];
      reasons.add(fmt::format("fact beside the score, about country and sector: {}", fact.what),
                  0.0, "fact", fact.source, fact.assumed);
      ++written;
    }
  }
}

void write_reasons(Appender& rows, const RankedSupplier& ranked, const EntityEvidence* evidence,
                   double total_musd, const Wording& wording) {
  const Supplier& supplier = *ranked.supplier;
  ReasonWriter reasons(rows, supplier.entity_id);
  for (std::size_t i = 0; evidence && i < evidence->reasons.size(); ++i) {
    const Reason& reason = evidence->reasons[i];
    reasons.add(reason.what, reason.effect, "log-odds", reason.source, reason.assumed);
  }
  double spend = 0;
  for (const Sold& sold : supplier.sold) {
    spend += sold.base_musd;
  }
  if (supplier.sold.empty()) {
    reasons.add("no line with an amount in US dollars: not ranked, which is not a low exposure",
                std::nullopt, "share of spend", "ledger", false);
  } else {
    reasons.add(
        fmt::format("{} line{}, {:.3g}% of the spend with named suppliers", supplier.lines,
                    supplier.lines == 1 ? "" : "s", total_musd > 0 ? 100 * spend / total_musd : 0),
        total_musd > 0 ? std::optional(spend / total_musd) : std::nullopt, "share of spend",
        "ledger", false);
  }
  write_country(reasons, supplier.country, wording);
  std::set<std::string> places = stated_origins(supplier, wording.ledger);
  for (const std::string& origin : places) {
    reasons.add(fmt::format("origin stated by the ledger or the supplier: {}: country signal {}",
                            name_of(wording.countries, origin), wording.signals.country(origin)),
                std::nullopt, "signal", fmt::format("cells {}", origin), true);
  }
  places.insert(supplier.country);
  if (!ranked.exposure.sector.empty()) {
    const std::string& sector = ranked.exposure.sector;
    reasons.add(fmt::format("mostly {} ({:.0f}% of its spend): sector signal {}",
                            name_of(wording.sectors, sector), 100 * ranked.exposure.sector_share,
                            wording.signals.sector(sector)),
                std::nullopt, "signal", fmt::format("cells {}", sector), true);
    for (const std::string& place : places) {
      write_facts(reasons, place, sector, wording.facts);
    }
  }
}

double index_of(std::uint32_t rank, double count) {
  return 100 * (count - static_cast<double>(rank) + 1) / count;
}

/// The part of the exposure that comes through split cells or unknown addresses, to three digits.
std::optional<double> proxy_share(const Exposure& exposure) {
  std::optional<double> share;
  if (exposure.value > 0) {
    share.emplace(std::round(1000 * exposure.synthetic / exposure.value) / 1000);
  }
  return share;
}

void write_risk(Appender& rows, const RankedSupplier& ranked,
                const std::optional<Standing>& standing, const EntityEvidence* evidence,
                double count, double widest, const Signals& signals) {
  const Supplier& supplier = *ranked.supplier;
  const auto country = signals.country(supplier.country);
  const auto sector = signals.sector(ranked.exposure.sector);
  const std::optional<double> assumed = proxy_share(ranked.exposure);
  const double log_odds = evidence ? evidence->log_odds : 0;
  const Interval range = evidence ? evidence->interval : Interval{};
  if (!standing) {
    return rows.row(supplier.entity_id, std::nullopt, std::nullopt, std::nullopt, std::nullopt,
                    std::nullopt, std::nullopt, std::nullopt, log_odds, range.low, range.high,
                    country, sector, assumed, true);
  }
  const double low = index_of(standing->rank_high, count);
  const double high = index_of(standing->rank_low, count);
  rows.row(supplier.entity_id, standing->rank, standing->rank_low, standing->rank_high,
           index_of(standing->rank, count), low, high, standing->stability, log_odds, range.low,
           range.high, country, sector, assumed, high - low > widest);
}

double spend_of(const std::vector<RankedSupplier>& suppliers) {
  double sum = 0;
  for (const RankedSupplier& ranked : suppliers) {
    for (const Sold& sold : ranked.supplier->sold) {
      sum += sold.base_musd;
    }
  }
  return sum;
}

}  // namespace

void write_suppliers(Connection& connection, const SupplierFindings& findings, const Ledger& ledger,
                     const Signals& signals, const FactsBeside& facts) {
  connection.run("DELETE FROM supplier_risk; DELETE FROM supplier_reasons");
  const Wording wording{read_names(connection, "SELECT iso3, name FROM reference.countries"),
                        read_names(connection, "SELECT sector, short_name FROM reference.sectors"),
                        signals, facts, ledger};
  const auto count = static_cast<double>(std::ranges::count_if(
      findings.standings, [](const auto& standing) { return standing.has_value(); }));
  const double total_musd = spend_of(findings.suppliers);
  Appender risk(connection, "supplier_risk");
  Appender reasons(connection, "supplier_reasons");
  for (std::size_t i = 0; i < findings.suppliers.size(); ++i) {
    const RankedSupplier& ranked = findings.suppliers[i];
    const auto found = findings.evidence.find(ranked.supplier->entity_id);
    const EntityEvidence* evidence = found == findings.evidence.end() ? nullptr : &found->second;
    write_risk(risk, ranked, findings.standings[i], evidence, count, findings.widest_index,
               signals);
    write_reasons(reasons, ranked, evidence, total_musd, wording);
  }
  risk.close();
  reasons.close();
}

}  // namespace headwater
