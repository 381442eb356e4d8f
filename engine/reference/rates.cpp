#include "reference/rates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "reference/cell_cases.h"
#include "reference/normal_batch.h"
#include "reference/rate_variants.h"
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

int index_in(std::map<std::string, int>& indices, const std::string& key) {
  return indices.emplace(key, static_cast<int>(indices.size())).first->second;
}

}  // namespace

CellRates::CellRates(Connection& connection, std::vector<CellOutput> cells, const std::string& name)
    : cells_(std::move(cells)) {
  const auto first_supplier =
      std::ranges::find_if(cells_, [](const CellOutput& cell) { return cell.of.has_value(); });
  own_cells_ = static_cast<std::size_t>(first_supplier - cells_.begin());
  RatedCells rated = rated_cells(connection, {cells_.begin(), first_supplier}, variant_named(name));
  rate_ = std::move(rated.rates);
  wanted_ = rated.wanted;
  std::map<std::string, int> regions;
  std::map<std::string, int> sectors;
  for (std::size_t i = 0; i < own_cells_; ++i) {
    cases_.push_back(rate_[i] * std::max(cells_[i].output_musd, 0.0));
    region_.push_back(index_in(regions, rated.regions[i]));
    sector_.push_back(index_in(sectors, cells_[i].sector));
  }
  for (std::size_t i = own_cells_; i < cells_.size(); ++i) {
    rate_.push_back(rate_[*cells_[i].of]);
    cases_.push_back(0);
  }
  regions_ = std::move(rated.regions);
  spreads_ = {.region = assumption(connection, "score.cv.region").value,
              .sector = assumption(connection, "score.cv.sector").value,
              .cell = assumption(connection, "score.cv.cell").value,
              .synthetic = assumption(connection, "score.cv.synthetic").value};
}

void CellRates::draw(std::uint64_t seed, int k, std::span<double> rates) const {
  enum Stream : std::uint64_t { of_region = 1, of_sector = 2, of_cell = 3 };
  const LognormalFactor region(spreads_.region);
  const LognormalFactor sector(spreads_.sector);
  const LognormalFactor cell(spreads_.cell);
  const LognormalFactor synthetic(std::hypot(spreads_.cell, spreads_.synthetic));
  const auto normal = [&](Stream stream, std::size_t index) {
    return standard_normal({seed, static_cast<std::uint64_t>(k), stream, index});
  };
  std::vector<double> of_own(rates.size());
  standard_normals({seed, static_cast<std::uint64_t>(k), of_cell, 0}, of_own);
  std::vector<double> shared_by_region;
  std::vector<double> shared_by_sector;
  for (std::size_t i = 0; i < own_cells_; ++i) {
    while (shared_by_region.size() <= static_cast<std::size_t>(region_[i])) {
      shared_by_region.push_back(region(normal(of_region, shared_by_region.size())));
    }
    while (shared_by_sector.size() <= static_cast<std::size_t>(sector_[i])) {
      shared_by_sector.push_back(sector(normal(of_sector, shared_by_sector.size())));
    }
    const double own = (cells_[i].synthetic ? synthetic : cell)(of_own[i]);
    rates[i] = rate_[i] * shared_by_region[region_[i]] * shared_by_sector[sector_[i]] * own;
  }
  for (std::size_t i = own_cells_; i < rates.size(); ++i) {
    rates[i] = rates[*cells_[i].of];
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
