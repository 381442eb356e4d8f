#include "score/variance_shares.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string_view>

#include "base/appender.h"
#include "network/places.h"

namespace headwater {
namespace {

constexpr std::size_t most_suppliers = 50;

double square(double value) { return value * value; }

double sum_of_squares(const std::map<std::string, double>& sums) {
  return std::accumulate(sums.begin(), sums.end(), 0.0,
                         [](double sum, const auto& entry) { return sum + square(entry.second); });
}

/// Variance of r·X from each factor of the rates alone (CellRates::draw).
struct RateVariances {
  double region = 0;
  double sector = 0;
  double cell = 0;
  double synthetic = 0;
};

RateVariances rate_variances(const InputOutput& table, const Ledger& ledger,
                             const CellRates& rates) {
  std::map<std::string, double> regions;
  std::map<std::string, double> sectors;
  std::vector<double> cases(table.own_cells(), 0.0);
  for (std::size_t i = 0; i < table.cells().size(); ++i) {
    const std::size_t cell = table.cells()[i].of.value_or(i);
    cases[cell] += rates.central()[i] * ledger.required[i];
  }
  RateVariances variances;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    regions[rates.region_of(i)] += cases[i];
    sectors[table.cells()[i].sector] += cases[i];
    variances.cell += square(cases[i] * rates.spreads().cell);
    variances.synthetic +=
        table.cells()[i].synthetic ? square(cases[i] * rates.spreads().synthetic) : 0;
  }
  variances.region = sum_of_squares(regions) * square(rates.spreads().region);
  variances.sector = sum_of_squares(sectors) * square(rates.spreads().sector);
  return variances;
}

struct Source {
  const char* name;
  double variance;
  const char* what_would_help;
};

/// Variance of a supplier's exposure from not knowing where it makes what it sells: all its lines
/// of one kind come from one place.
double origin_variance_of(const Supplier& supplier, const IntensityDraws& intensities) {
  double variance = 0;
  for (const Sold& sold : supplier.sold) {
    variance += square(sold.base_musd * intensities.central[sold.bought] *
                       intensities.origin_cv[sold.bought]);
  }
  return variance;
}

bool states_origin(const Supplier& supplier, const Ledger& ledger) {
  return std::ranges::all_of(supplier.sold, [&](const Sold& sold) {
    return place_of(ledger.bought[sold.bought].country).stated;
  });
}

}  // namespace

void write_variance_shares(Connection& connection, const InputOutput& table, const Ledger& ledger,
                           const CellRates& rates, const OtherVariances& others) {
  connection.run("DELETE FROM variance_shares");
  const RateVariances of_rates = rate_variances(table, ledger, rates);
  std::vector<Source> sources = {
      {"rates shared by a world region", of_rates.region,
       "surveys of forced labour by country instead of by region"},
      {"rates shared by a sector", of_rates.sector, "surveys of forced labour by sector"},
      {"rates of single cells", of_rates.cell, "inspections and surveys in the largest cells"},
      {"countries split by proxies", of_rates.synthetic,
       "an input-output table that tells these countries apart (headwater table import)"},
      {"margins, taxes and prices", others.margins, "contract prices without tax and transport"},
      {"classification", others.classification, "commodity codes on the ledger's lines"},
      {"origin of what is bought", others.origins, "the country of origin, asked of the suppliers"},
      {"input coefficients", others.coefficients, "a newer or finer input-output table"},
      {"links without an amount", others.coverage, "amounts on the disclosed links"}};
  std::ranges::stable_sort(sources, std::ranges::greater{}, &Source::variance);
  const double total =
      std::accumulate(sources.begin(), sources.end(), 0.0,
                      [](double sum, const Source& s) { return sum + s.variance; });
  Appender rows(connection, "variance_shares");
  int order = 0;
  for (const Source& source : sources) {
    if (source.variance > 0) {
      rows.row(++order, source.name, source.variance / total, source.what_would_help);
    }
  }
  rows.close();
}

void write_sharpening(Connection& connection, const std::vector<Supplier>& suppliers,
                      const Ledger& ledger, const IntensityDraws& intensities) {
  connection.run("DELETE FROM sharpening");
  std::vector<std::pair<double, const Supplier*>> order;
  for (const Supplier& supplier : suppliers) {
    const double variance = origin_variance_of(supplier, intensities);
    if (variance > 0 && !states_origin(supplier, ledger)) {
      order.emplace_back(variance, &supplier);
    }
  }
  const auto before = [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->entity_id < b.second->entity_id;
  };
  const std::size_t count = std::min(order.size(), most_suppliers);
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(count), before);
  Appender rows(connection, "sharpening");
  for (std::size_t i = 0; i < count; ++i) {
    const bool address_known = order[i].second->country != "UNK";
    rows.row(i + 1, order[i].second->entity_id,
             address_known ? "In which country are the goods made, or the work done?"
                           : "Where is the company, and in which country are the goods made?");
  }
  rows.close();
}

}  // namespace headwater
