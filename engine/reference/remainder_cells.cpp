#include "reference/remainder_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"

namespace headwater {
namespace {

using Shares = std::vector<std::pair<std::string, double>>;

/// Share of each member in the workforce of all; members without a figure have none, as they have
/// no cases either. Where none has a figure, equal shares.
Shares shares_of(const RateInputs& inputs, const CellOutput& cell) {
  Shares shares;
  double all = 0;
  for (const std::string& iso3 : cell.members) {
    const auto found = inputs.countries.find(iso3);
    if (found != inputs.countries.end()) {
      shares.emplace_back(iso3, found->second.workforce.value_or(0));
      all += shares.back().second;
    }
  }
  if (shares.empty()) {
    throw Error(
        fmt::format("region {} of the input-output table has members, but none with an ILO "
                    "region in the reference tables (countries.csv)",
                    cell.region));
  }
  for (auto& [iso3, share] : shares) {
    share = all > 0 ? share / all : 1.0 / static_cast<double>(shares.size());
  }
  return shares;
}

}  // namespace

TakenApart taken_apart(const RateInputs& inputs, const std::vector<CellOutput>& cells) {
  TakenApart parts;
  std::map<std::string, Shares> known;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const CellOutput& cell = cells[i];
    if (cell.members.empty()) {
      parts.cells.push_back(cell);
      parts.of.push_back(i);
      continue;
    }
    auto [shares, fresh] = known.try_emplace(cell.region);
    if (fresh) {
      shares->second = shares_of(inputs, cell);
    }
    for (const auto& [iso3, share] : shares->second) {
      parts.cells.push_back(
          {iso3, cell.sector, cell.output_musd * share, cell.synthetic, std::nullopt, {}});
      parts.of.push_back(i);
    }
  }
  return parts;
}

void put_together(const TakenApart& parts, const std::vector<CellOutput>& cells,
                  std::vector<double>& rates, std::vector<std::string>& regions) {
  std::vector<double> whole(cells.size(), 0.0);
  std::vector<double> largest(cells.size(), -1.0);
  std::vector<std::string> region(cells.size());
  for (std::size_t i = 0; i < parts.cells.size(); ++i) {
    const std::size_t cell = parts.of[i];
    const double output = std::max(cells[cell].output_musd, 0.0);
    const double part = std::max(parts.cells[i].output_musd, 0.0);
    // Of a country its own rate, also where it makes nothing.
    const double share = cells[cell].members.empty() ? 1 : output > 0 ? part / output : 0;
    whole[cell] += rates[i] * share;
    if (rates[i] * share > largest[cell]) {
      largest[cell] = rates[i] * share;
      region[cell] = regions[i];
    }
  }
  rates = std::move(whole);
  regions = std::move(region);
}

}  // namespace headwater
