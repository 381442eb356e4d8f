#include "reference/rates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "reference/raking.h"
#include "reference/rate_inputs.h"
#include "reference/reference.h"
#include "reference/seeded_draw.h"

namespace headwater {
namespace {

const RateVariant& variant_named(const std::string& name) {
  const auto found = std::ranges::find(rate_variants(), name, &RateVariant::name);
  if (found == rate_variants().end()) {
    throw Error(fmt::format("there is no variant of the rates called {}", name));
  }
  return *found;
}

const CountryWeight& weight_of(const RateInputs& inputs, const std::string& iso3) {
  const auto found = inputs.countries.find(iso3);
  if (found == inputs.countries.end()) {
    throw Error(fmt::format("region {} of the input-output table has no ILO region or no workforce in the "
                            "reference tables (countries.csv, country_indicators.csv)",
                            iso3));
  }
  return found->second;
}

const std::string& broad_of(const RateInputs& inputs, const std::string& sector) {
  const auto found = inputs.broad_of.find(sector);
  if (found == inputs.broad_of.end()) {
    throw Error(fmt::format("sector {} of the input-output table is not in data/sectors.csv", sector));
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

/// Cases of the table's countries: regional totals by workforce x modifiers over all countries, so
/// that a table with few countries does not get the cases of the others.
Sums country_cases(const RateInputs& inputs, const std::vector<CellOutput>& cells) {
  Sums regional;
  for (const auto& [iso3, c] : inputs.countries) {
    regional[c.region] += c.workforce * c.modifier;
  }
  Sums cases;
  for (const CellOutput& cell : cells) {
    const CountryWeight& c = weight_of(inputs, cell.region);
    cases[cell.region] = inputs.region_cases.at(c.region) * c.workforce * c.modifier / regional[c.region];
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
    weight[iso3] = std::sqrt(c.workforce * output[iso3]) * c.modifier;
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
    margins.push_back({row_of.at(weight_of(inputs, cell.region).region), static_cast<std::size_t>(column)});
  }
  return raked(seeds, margins, rows, columns);
}

/// r = (cases + k * sector mean) / (output + k), then each country's cases keep their total.
std::vector<double> smoothed_rates(const std::vector<CellOutput>& cells, const std::vector<double>& cases,
                                   double k) {
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

int index_in(std::map<std::string, int>& indices, const std::string& key) {
  return indices.emplace(key, static_cast<int>(indices.size())).first->second;
}

}  // namespace

CellRates::CellRates(Connection& connection, std::vector<CellOutput> cells, const std::string& name)
    : cells_(std::move(cells)) {
  const RateVariant& variant = variant_named(name);
  const RateInputs inputs = rate_inputs(connection, variant);
  Sums cases = country_cases(inputs, cells_);
  if (variant.output_weighted) {
    cases = by_workforce_and_output(inputs, cells_, cases);
  }
  const std::vector<double> raked =
      raked_cases(inputs, cells_, seeds(inputs, cells_, variant, cases), cases);
  rate_ = smoothed_rates(cells_, raked, assumption(connection, "score.smoothing.output_million_usd").value);
  std::map<std::string, int> regions;
  std::map<std::string, int> sectors;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cases_.push_back(rate_[i] * std::max(cells_[i].output_musd, 0.0));
    region_.push_back(index_in(regions, weight_of(inputs, cells_[i].region).region));
    sector_.push_back(index_in(sectors, cells_[i].sector));
  }
  cv_region_ = assumption(connection, "score.cv.region").value;
  cv_sector_ = assumption(connection, "score.cv.sector").value;
  cv_cell_ = assumption(connection, "score.cv.cell").value;
  cv_synthetic_ = assumption(connection, "score.cv.synthetic").value;
}

void CellRates::draw(std::uint64_t seed, int k, std::span<double> rates) const {
  enum Stream : std::uint64_t { of_region = 1, of_sector = 2, of_cell = 3 };
  const LognormalFactor region(cv_region_);
  const LognormalFactor sector(cv_sector_);
  const LognormalFactor cell(cv_cell_);
  const LognormalFactor synthetic(std::hypot(cv_cell_, cv_synthetic_));
  const auto normal = [&](Stream stream, std::size_t index) {
    return standard_normal({seed, static_cast<std::uint64_t>(k), stream, index});
  };
  std::vector<double> shared_by_region;
  std::vector<double> shared_by_sector;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    while (shared_by_region.size() <= static_cast<std::size_t>(region_[i])) {
      shared_by_region.push_back(region(normal(of_region, shared_by_region.size())));
    }
    while (shared_by_sector.size() <= static_cast<std::size_t>(sector_[i])) {
      shared_by_sector.push_back(sector(normal(of_sector, shared_by_sector.size())));
    }
    const double own = (cells_[i].synthetic ? synthetic : cell)(normal(of_cell, i));
    rates[i] = rate_[i] * shared_by_region[region_[i]] * shared_by_sector[sector_[i]] * own;
  }
}

std::vector<std::string> CellRates::variants() {
  std::vector<std::string> names;
  for (const RateVariant& variant : rate_variants()) {
    names.push_back(variant.name);
  }
  return names;
}

}  // namespace headwater
