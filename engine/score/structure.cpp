#include "score/structure.h"

#include <map>

#include "network/aggregate.h"
#include "reference/rate_variants.h"

namespace headwater {
namespace {

/// Rates that give, with the base's required output, these cases.
std::vector<double> effective(const Ledger& ledger, const std::vector<double>& cases) {
  std::vector<double> rates(cases.size(), 0.0);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    rates[i] = ledger.required[i] != 0 ? cases[i] / ledger.required[i] : 0;
  }
  return rates;
}

/// Place of each cell in another table, npos where it has none; disclosed suppliers are their cell.
std::vector<std::size_t> places_in(const InputOutput& other, const InputOutput& table) {
  std::vector<std::size_t> places;
  for (const Cell& cell : table.cells()) {
    const std::size_t place = other.index(cell.region, cell.sector);
    const bool makes = place != InputOutput::npos && other.cells()[place].output_musd > 0;
    places.push_back(makes ? place : InputOutput::npos);
  }
  return places;
}

}  // namespace

std::vector<Variant> rate_variants_of(Connection& connection,
                                      const std::vector<CellOutput>& cells) {
  std::vector<Variant> result;
  for (const RateVariant& variant : rate_variants()) {
    if (variant.name != "base") {
      const CellRates rates(connection, cells, variant.name);
      result.push_back({variant.name,
                        variant.description,
                        {rates.central().begin(), rates.central().end()},
                        {}});
    }
  }
  return result;
}

Variant of_another_year(const InputOutput& table, const InputOutput& other, const Ledger& ledger,
                        const CellRates& rates) {
  const std::vector<std::size_t> place = places_in(other, table);
  std::vector<double> demand(other.cells().size(), 0.0);
  std::vector<double> other_rates(other.cells().size(), 0.0);
  std::vector<double> kept(place.size(), 0.0);  // demand on cells the other table lacks
  for (std::size_t i = 0; i < place.size(); ++i) {
    if (place[i] == InputOutput::npos) {
      kept[i] = ledger.demand[i];
      continue;
    }
    demand[place[i]] += ledger.demand[i];
    other_rates[place[i]] = rates.central()[i];
  }
  const std::vector<double> required = other.required_output(demand);
  const std::vector<double> of_kept = table.required_output(kept);
  const std::vector<double> multiplier = other.adjoint(other_rates);
  std::vector<double> cases(place.size(), 0.0);
  Variant variant{"table_2005", "the world's input-output table of 2005", {}, ledger.multiplier};
  for (std::size_t i = 0; i < place.size(); ++i) {
    cases[i] = rates.central()[i] * of_kept[i];
    if (place[i] != InputOutput::npos) {
      cases[i] += i < table.own_cells() ? rates.central()[i] * required[place[i]] : 0;
      variant.multiplier[i] = multiplier[place[i]];
    }
  }
  variant.rates = effective(ledger, cases);
  return variant;
}

Variant of_broad_sectors(Connection& connection, const InputOutput& table, const Ledger& ledger,
                         const CellRates& rates) {
  std::map<std::string, std::string> broad;
  Rows rows = connection.query("SELECT sector, broad_sector FROM reference.sectors");
  while (rows.next()) {
    broad[std::string(*rows.row().text(0))] = *rows.row().text(1);
  }
  const AggregatedTable coarse = aggregated(table, [&](const std::string& sector) {
    const auto found = broad.find(sector);
    return found == broad.end() ? sector : found->second;
  });
  const std::size_t groups = coarse.table.cells().size();
  std::vector<double> demand(groups, 0.0);
  std::vector<double> cases(groups, 0.0);
  std::vector<double> base_required(groups, 0.0);
  for (std::size_t i = 0; i < coarse.group.size(); ++i) {
    demand[coarse.group[i]] += ledger.demand[i];
    base_required[coarse.group[i]] += ledger.required[i];
    cases[coarse.group[i]] +=
        i < table.own_cells() ? rates.central()[i] * table.cells()[i].output_musd : 0;
  }
  std::vector<double> coarse_rates(groups, 0.0);
  for (std::size_t g = 0; g < groups; ++g) {
    const double output = coarse.table.cells()[g].output_musd;
    coarse_rates[g] = output > 0 ? cases[g] / output : 0;
  }
  const std::vector<double> required = coarse.table.required_output(demand);
  const std::vector<double> multiplier = coarse.table.adjoint(coarse_rates);
  Variant variant{
      "broad_sectors", "sectors joined into broad ones before anything is traced", {}, {}};
  for (const std::size_t g : coarse.group) {
    const double factor = base_required[g] != 0 ? required[g] / base_required[g] : 0;
    variant.rates.push_back(coarse_rates[g] * factor);
    variant.multiplier.push_back(multiplier[g]);
  }
  return variant;
}

}  // namespace headwater
