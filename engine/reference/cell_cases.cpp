#include "reference/cell_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "reference/raking.h"
#include "reference/rate_inputs.h"
#include "reference/reference.h"
#include "reference/remainder_cells.h"

namespace headwater {
namespace {

const CountryWeight& weight_of(const RateInputs& inputs, const std::string& iso3) {
  const auto found = inputs.countries.find(iso3);
  if (found == inputs.countries.end()) {
    throw Error(
        fmt::format("region {} of the input-output table has no ILO region in the "
                    "reference tables (countries.csv)",
                    iso3));
  }
  return found->second;
}

const std::string& broad_of(const RateInputs& inputs, const std::string& sector) {
  const auto found = inputs.broad_of.find(sector);
  if (found == inputs.broad_of.end()) {
    throw Error(
        fmt::format("sector {} of the input-output table is not in data/sectors.csv: rates are for "
                    "the engine's own sectors (table import --sectors engine)",
                    sector));
  }
  return found->second;
}

using Sums = std::map<std::string, double>;

Sums sums_by_region(const std::vector<CellOutput>& cells, std::span<const double> values) {
  Sums sums;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    sums[cells[i].region] += values[i];
  }
  return sums;
}

/// A country of the table without a workforce gets that of its output at its region's mean: unknown
/// is not none.
void fill_workforce(RateInputs& inputs, const std::vector<CellOutput>& cells) {
  Sums output;
  for (const CellOutput& cell : cells) {
    output[cell.region] += std::max(cell.output_musd, 0.0);
  }
  Sums workers;
  Sums made;
  for (const auto& [iso3, value] : output) {
    const CountryWeight& country = weight_of(inputs, iso3);
    workers[country.region] += country.workforce.value_or(0);
    made[country.region] += country.workforce ? value : 0;
  }
  for (const auto& [iso3, value] : output) {
    CountryWeight& country = inputs.countries.at(iso3);
    if (!country.workforce && made[country.region] > 0) {
      country.workforce = value * workers[country.region] / made[country.region];
    }
  }
}

/// Cases of the table's countries: regional totals by workforce x modifiers over all countries, so
/// that a table with few countries does not get the cases of the others.
Sums country_cases(const RateInputs& inputs, const std::vector<CellOutput>& cells) {
  Sums regional;
  for (const auto& [iso3, c] : inputs.countries) {
    regional[c.region] += c.workforce.value_or(0) * c.modifier;
  }
  Sums cases;
  for (const CellOutput& cell : cells) {
    const CountryWeight& c = weight_of(inputs, cell.region);
    cases[cell.region] = inputs.region_cases.at(c.region) * c.workforce.value_or(0) * c.modifier /
                         regional[c.region];
  }
  return cases;
}

/// Shares the cases of each ILO region again, by the root of workforce x output.
Sums by_workforce_and_output(const RateInputs& inputs, const std::vector<CellOutput>& cells,
                             const Sums& cases) {
  Sums output;
  for (const CellOutput& cell : cells) {
    output[cell.region] += cell.output_musd;
  }
  Sums weight;
  Sums weights;
  Sums totals;
  for (const auto& [iso3, value] : cases) {
    const CountryWeight& c = inputs.countries.at(iso3);
    weight[iso3] = std::sqrt(c.workforce.value_or(0) * output[iso3]) * c.modifier;
    weights[c.region] += weight[iso3];
    totals[c.region] += value;
  }
  Sums result;
  for (const auto& [iso3, value] : cases) {
    const std::string& region = inputs.countries.at(iso3).region;
    result[iso3] = weights[region] > 0 ? totals[region] * weight[iso3] / weights[region] : value;
  }
  return result;
}

/// Output x labour intensity: what the cases of a broad sector are shared by.
std::vector<double> labour(const RateInputs& inputs, const std::vector<CellOutput>& cells) {
  std::vector<double> result;
  for (const CellOutput& cell : cells) {
    broad_of(inputs, cell.sector);  // throws where the sector is not known
    result.push_back(std::max(cell.output_musd, 0.0) * inputs.intensity.at(cell.sector));
  }
  return result;
}

using Keys = std::pair<std::string, std::string>;

/// Share of each broad sector's labour within its country; with `economy_mix` share of all the
/// country's cases, at one world rate a broad sector.
std::vector<double> sector_shares(const RateInputs& inputs, const std::vector<CellOutput>& cells,
                                  const std::vector<double>& labour, bool economy_mix) {
  std::map<Keys, double> by_country;
  Sums world;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& broad = broad_of(inputs, cells[i].sector);
    by_country[{cells[i].region, broad}] += labour[i];
    world[broad] += labour[i];
  }
  Sums country;
  std::vector<double> shares(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& broad = broad_of(inputs, cells[i].sector);
    const double base = economy_mix ? world[broad] : by_country[{cells[i].region, broad}];
    shares[i] = base > 0 ? inputs.broad_sectors.at(broad).cases * labour[i] / base : 0;
    country[cells[i].region] += shares[i];
  }
  for (std::size_t i = 0; economy_mix && i < cells.size(); ++i) {
    shares[i] = country[cells[i].region] > 0 ? shares[i] / country[cells[i].region] : 0;
  }
  return shares;
}

std::vector<double> seeds(const RateInputs& inputs, const std::vector<CellOutput>& cells,
                          const RateVariant& variant, const Sums& cases) {
  std::vector<double> result =
      sector_shares(inputs, cells, labour(inputs, cells), variant.economy_mix);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto listed = inputs.listed.find({cells[i].region, cells[i].sector});
    result[i] *= cases.at(cells[i].region) * (listed == inputs.listed.end() ? 1.0 : listed->second);
  }
  return result;
}

std::vector<double> raked_cases(const RateInputs& inputs, const std::vector<CellOutput>& cells,
                                const std::vector<double>& seeds, const Sums& cases) {
  std::map<std::string, std::size_t> row_of;
  std::vector<double> rows;
  for (const auto& [region, total] : inputs.region_cases) {
    row_of.emplace(region, rows.size());
    rows.push_back(0);
  }
  for (const auto& [iso3, value] : cases) {
    rows[row_of.at(inputs.countries.at(iso3).region)] += value;
  }
  std::vector<double> columns(inputs.broad_sectors.size());
  for (const auto& [name, broad] : inputs.broad_sectors) {
    columns[static_cast<std::size_t>(broad.index)] = broad.cases;
  }
  std::vector<Margin> margins;
  for (const CellOutput& cell : cells) {
    const int column = inputs.broad_sectors.at(broad_of(inputs, cell.sector)).index;
    margins.push_back(
        {row_of.at(weight_of(inputs, cell.region).region), static_cast<std::size_t>(column)});
  }
  return raked(seeds, margins, rows, columns);
}

/// r = (cases + k * sector mean) / (output + k), then each country's cases keep their total.
std::vector<double> smoothed_rates(const std::vector<CellOutput>& cells,
                                   const std::vector<double>& cases, double k) {
  Sums sector_cases;
  Sums sector_output;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    sector_cases[cells[i].sector] += cases[i];
    sector_output[cells[i].sector] += std::max(cells[i].output_musd, 0.0);
  }
  std::vector<double> rates(cells.size());
  std::vector<double> expected(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double output = std::max(cells[i].output_musd, 0.0);
    const double of_sector = sector_output[cells[i].sector];
    const double mean = of_sector > 0 ? sector_cases[cells[i].sector] / of_sector : 0;
    rates[i] = output + k > 0 ? (cases[i] + k * mean) / (output + k) : 0;
    expected[i] = rates[i] * output;
  }
  const Sums wanted = sums_by_region(cells, cases);
  const Sums have = sums_by_region(cells, expected);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double sum = have.at(cells[i].region);
    rates[i] *= sum > 0 ? wanted.at(cells[i].region) / sum : 1;
  }
  return rates;
}

}  // namespace

RatedCells rated_cells(Connection& connection, const std::vector<CellOutput>& whole,
                       const RateVariant& variant) {
  RateInputs inputs = rate_inputs(connection, variant);
  const TakenApart parts = taken_apart(inputs, whole);
  const std::vector<CellOutput>& cells = parts.cells;
  fill_workforce(inputs, cells);
  Sums cases = country_cases(inputs, cells);
  if (variant.output_weighted) {
    cases = by_workforce_and_output(inputs, cells, cases);
  }
  const std::vector<double> raked =
      raked_cases(inputs, cells, seeds(inputs, cells, variant, cases), cases);
  RatedCells result;
  result.rates = smoothed_rates(cells, raked,
                                assumption(connection, "score.smoothing.output_million_usd").value);
  for (const CellOutput& cell : cells) {
    result.regions.push_back(weight_of(inputs, cell.region).region);
  }
  put_together(parts, whole, result.rates, result.regions);
  for (const auto& [iso3, value] : cases) {
    result.wanted += value;
  }
  return result;
}

}  // namespace headwater
