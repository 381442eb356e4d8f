#include "network/origins.h"

#include <algorithm>

#include "reference/reference.h"

namespace headwater {
namespace {

constexpr std::string_view hub_prefix = "ledger.origin.hub.";
constexpr std::string_view wholesale = "c20";
constexpr std::string_view retail = "c21";
constexpr std::string_view transport = "c23";

void append(std::vector<Origin>& list, const std::vector<Origin>& more, double factor,
            std::string_view basis = {}) {
  for (const Origin& origin : more) {
    list.push_back({origin.cell, origin.weight * factor, basis.empty() ? origin.basis : basis});
  }
}

/// Of values by cell, those of a list of cells.
std::vector<double> of_cells(std::span<const std::size_t> cells, std::span<const double> values) {
  std::vector<double> result;
  result.reserve(cells.size());
  for (const std::size_t cell : cells) {
    result.push_back(values[cell]);
  }
  return result;
}

}  // namespace

OriginRules origin_rules(Connection& connection) {
  OriginRules rules{
      .goods_from_address = assumption(connection, "ledger.origin.goods.from_address").value,
      .goods_from_hub = assumption(connection, "ledger.origin.goods.from_address_hub").value,
      .goods_from_trader = assumption(connection, "ledger.origin.goods.from_address_trader").value,
      .services_from_address = assumption(connection, "ledger.origin.services.from_address").value,
      .from_plants = assumption(connection, "network.coverage.prior_mean").value,
      .wholesale = assumption(connection, "ledger.margin.trade_sector_wholesale").value,
      .hubs = {},
      .goods = {},
      .margins = {}};
  Rows hubs = connection.query("SELECT key FROM reference.assumptions WHERE starts_with(key, ?)",
                               {std::string(hub_prefix)});
  while (hubs.next()) {
    rules.hubs.emplace(hubs.row().text(0)->substr(hub_prefix.size()));
  }
  Rows goods = connection.query("SELECT sector FROM reference.sectors WHERE kind = 'goods'");
  while (goods.next()) {
    rules.goods.emplace(*goods.row().text(0));
  }
  Rows margins = connection.query(
      "SELECT sector, CAST(trade_margin AS DOUBLE), CAST(transport_margin AS DOUBLE), "
      "CAST(tax_share AS DOUBLE) FROM reference.margins");
  while (margins.next()) {
    const Row& row = margins.row();
    rules.margins[std::string(*row.text(0))] = {
        row.number(1).value_or(0), row.number(2).value_or(0), row.number(3).value_or(0)};
  }
  return rules;
}

OriginFinder::OriginFinder(const InputOutput& table, OriginRules rules,
                           std::span<const Demand> ledger,
                           std::vector<std::vector<std::size_t>> plants, int threads)
    : table_(table),
      rules_(std::move(rules)),
      plants_(std::move(plants)),
      undivided_(table.parts().nodes, 0.0) {
  const std::span<const Cell> cells = table.cells().first(table.own_cells());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    by_sector_[cells[i].sector].push_back(i);
    std::vector<std::size_t>& region = by_region_[cells[i].region];
    region.push_back(i);
    first_of_region_.push_back(region.front());
    if (cells[i].output_musd > 0) {
      made_.insert(cells[i].sector);
    }
    if (cells[i].synthetic) {
      synthetic_output_ += cells[i].output_musd;
    }
  }
  for (const FinalUse& use : table.parts().final_use) {
    if (use.undivided) {
      undivided_[use.node] += std::max(0.0, use.value);
    } else {
      final_use_[use.buyer].push_back(&use);
    }
  }
  for (std::size_t k = 0; k < table.parts().composites(); ++k) {
    const std::span<const double> pool = table.parts().pool(k);
    for (const auto& [sector, places] : by_sector_) {
      std::vector<double> shares = of_cells(places, pool);
      if (std::ranges::any_of(shares, [](double share) { return share != 0; })) {
        pools_[sector].push_back({table.parts().cells.size() + k, std::move(shares)});
      }
    }
  }
  for (const Demand& demand : ledger) {
    const Place place = place_of(demand.country);
    if (!place.stated && in_table(place.country) && demand.base_usd > 0) {
      known_[std::string(region_of(place.country))] += demand.base_usd;
    }
  }
  for (const std::string& sector : made_) {
    unknown_.emplace(sector, spread_of_unknown(sector));
  }
  std::vector<std::pair<std::string_view, std::vector<double>*>> uses;
  for (const auto& [region, own] : by_region_) {
    uses.emplace_back(region, &use_[region]);
  }
  in_parallel(threads, uses.size(),
              [&](std::size_t i) { *uses[i].second = use_of(uses[i].first); });
}

std::string_view OriginFinder::region_of(std::string_view country) const {
  return table_.region_of(country);
}

bool OriginFinder::in_table(std::string_view country) const { return !region_of(country).empty(); }

bool OriginFinder::makes(std::string_view sector) const { return made_.contains(sector); }

std::vector<Origin> OriginFinder::find(std::string_view written, std::string_view sector) const {
  if (!makes(sector)) {
    return {};
  }
  const Place place = place_of(written);
  Mix mix = at(place, sector);
  if (place.supplier) {
    put_supplier(mix, *place.supplier, sector);
  }
  return mix;
}

/// What is made at the seller's own cell is made by the disclosed supplier; of what it sells, a
/// share comes from the plants it is said to own, where they make such products.
void OriginFinder::put_supplier(Mix& mix, std::size_t supplier, std::string_view sector) const {
  const std::size_t node = table_.own_cells() + supplier;
  std::vector<std::size_t> plants;
  for (const std::size_t plant : plants_.at(supplier)) {
    if (table_.cells()[table_.own_cells() + plant].sector == sector) {
      plants.push_back(table_.own_cells() + plant);
    }
  }
  double moved = 0;
  for (Origin& origin : mix) {
    if (origin.cell == table_.cells()[node].of && origin.basis != "trade margin" &&
        origin.basis != "transport margin") {
      origin.cell = node;
      origin.basis = "disclosed supplier";
    }
    if (!plants.empty() && table_.cells()[origin.cell].sector == sector &&
        origin.basis != "stated") {
      moved += origin.weight * rules_.from_plants;
      origin.weight *= 1 - rules_.from_plants;
    }
  }
  for (const std::size_t plant : plants) {
    mix.push_back({plant, moved / static_cast<double>(plants.size()), "disclosed plant"});
  }
}

OriginFinder::Mix OriginFinder::at(const Place& place, std::string_view sector) const {
  std::string_view country = place.country;
  if (place.stated) {
    const std::size_t cell = table_.index(region_of(country), sector);
    if (cell != InputOutput::npos) {
      return {{cell, 1, "stated"}};
    }
    country = "UNK";
  }
  const bool known = in_table(country);
  const auto found = rules_.margins.find(sector);
  const OriginRules::Margin margin =
      found == rules_.margins.end() ? OriginRules::Margin{} : found->second;
  Mix result;
  const double rest = 1 - margin.tax - margin.trade - margin.transport + not_told_apart(margin);
  if (known) {
    add_made_by(result, place, sector, rest);
  } else {
    append(result, of_unknown(sector), rest);
  }
  add_margins(result, known ? region_of(country) : "UNK", sector);
  return result;
}

/// Margins of services that the table does not have: they stay with what is bought.
double OriginFinder::not_told_apart(const OriginRules::Margin& margin) const {
  double share = 0;
  share += makes(wholesale) ? 0 : margin.trade * rules_.wholesale;
  share += makes(retail) ? 0 : margin.trade * (1 - rules_.wholesale);
  share += makes(transport) ? 0 : margin.transport;
  return share;
}

/// The part of the price that stays with traders and carriers, booked where the supplier is.
void OriginFinder::add_margins(Mix& mix, std::string_view country, std::string_view sector) const {
  const auto margin = rules_.margins.find(sector);
  if (margin == rules_.margins.end()) {
    return;
  }
  const auto book = [&](std::string_view service, double share, std::string_view basis) {
    if (share <= 0 || !makes(service)) {
      return;
    }
    const std::size_t cell = table_.index(country, service);
    if (cell != InputOutput::npos && table_.cells()[cell].output_musd > 0) {
      mix.push_back({cell, share, basis});
    } else {
      append(mix, of_unknown(service), share, basis);
    }
  };
  book(wholesale, margin->second.trade * rules_.wholesale, "trade margin");
  book(retail, margin->second.trade * (1 - rules_.wholesale), "trade margin");
  book(transport, margin->second.transport, "transport margin");
}

double OriginFinder::from_address(const Place& place, std::string_view sector) const {
  if (!rules_.goods.contains(sector)) {
    return rules_.services_from_address;
  }
  if (rules_.hubs.contains(place.country)) {
    return rules_.goods_from_hub;
  }
  return place.trader ? rules_.goods_from_trader : rules_.goods_from_address;
}

void OriginFinder::add_made_by(Mix& mix, const Place& place, std::string_view sector,
                               double factor) const {
  const std::string_view region = region_of(place.country);
  const std::size_t own = table_.index(region, sector);
  const bool here = own != InputOutput::npos && table_.cells()[own].output_musd > 0;
  const Imports foreign = imports(region, sector);
  if (!here && foreign.total <= 0) {
    append(mix, of_unknown(sector), factor);
    return;
  }
  const double at_home = !here ? 0 : foreign.total <= 0 ? 1 : from_address(place, sector);
  mix.reserve(foreign.cells.size() + 8);
  if (here) {
    mix.push_back({own, at_home * factor, "address"});
  }
  for (std::size_t i = 0; i < foreign.size.size(); ++i) {
    if (foreign.size[i] > 0) {
      mix.push_back({foreign.cells[i], foreign.size[i] / foreign.total * (1 - at_home) * factor,
                     "imports of the address"});
    }
  }
}

const OriginFinder::Mix& OriginFinder::of_unknown(std::string_view sector) const {
  static const Mix nowhere;
  const auto known = unknown_.find(sector);
  return known == unknown_.end() ? nowhere : known->second;
}

/// Goods of unknown address come as the world trades them, services as the known suppliers of this
/// ledger sit.
OriginFinder::Mix OriginFinder::spread_of_unknown(std::string_view sector) const {
  const auto cells = by_sector_.find(sector);
  if (cells == by_sector_.end()) {
    return {};
  }
  Mix mix =
      rules_.goods.contains(sector)
          ? by_size(cells->second, of_cells(cells->second, table_.parts().exports), "world exports")
          : known_addresses(cells->second);
  if (!mix.empty()) {
    return mix;
  }
  std::vector<double> output;
  for (const std::size_t cell : cells->second) {
    output.push_back(table_.cells()[cell].output_musd);
  }
  return by_size(cells->second, output, "world output");
}

OriginFinder::Mix OriginFinder::known_addresses(std::span<const std::size_t> cells) const {
  std::vector<double> size;
  for (const std::size_t i : cells) {
    const Cell& cell = table_.cells()[i];
    const auto spend = known_.find(cell.region);
    size.push_back(cell.output_musd > 0 && spend != known_.end() ? spend->second : 0);
  }
  return by_size(cells, size, "known addresses");
}

/// What the address takes of the sector from each other region, composites undone.
OriginFinder::Imports OriginFinder::imports(std::string_view region,
                                            std::string_view sector) const {
  const auto found = by_sector_.find(sector);
  if (found == by_sector_.end()) {
    return {};
  }
  const std::span<const std::size_t> cells = found->second;
  const std::vector<double>& nodes = use_.find(region)->second;
  Imports result{.cells = cells, .size = of_cells(cells, nodes)};
  std::vector<double>& size = result.size;
  if (const auto pools = pools_.find(sector); pools != pools_.end()) {
    for (const Pool& pool : pools->second) {
      for (std::size_t i = 0; i < size.size(); ++i) {
        size[i] += nodes[pool.node] * pool.shares[i];
      }
    }
  }
  const std::size_t own = by_region_.find(region)->second.front();
  for (std::size_t i = 0; i < size.size(); ++i) {
    if (first_of_region_[cells[i]] == own) {
      size[i] = 0;
    }
    result.total += std::max(0.0, size[i]);
  }
  return result;
}

OriginFinder::Mix OriginFinder::by_size(std::span<const std::size_t> cells,
                                        std::span<const double> size,
                                        std::string_view basis) const {
  Mix mix;
  mix.reserve(cells.size());
  double total = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (size[i] > 0) {
      mix.push_back({cells[i], size[i], basis});
      total += size[i];
    }
  }
  for (Origin& origin : mix) {
    origin.weight /= total;
  }
  return mix;
}

/// What a region takes from each node, for production and final use, million USD. Final use of
/// buyers without cells of their own (the undivided rest of the world) is shared out by output.
std::vector<double> OriginFinder::use_of(std::string_view region) const {
  const InputOutput::Parts& parts = table_.parts();
  std::vector<double> nodes(parts.nodes, 0.0);
  double synthetic = 0;
  for (const std::size_t cell : by_region_.find(region)->second) {
    const double output = parts.cells[cell].output_musd;
    synthetic += parts.cells[cell].synthetic ? output : 0;
    for (std::int32_t e = parts.by_column.start[cell]; e < parts.by_column.start[cell + 1]; ++e) {
      nodes[parts.by_column.index[e]] += parts.by_column.value[e] * output;
    }
  }
  if (synthetic > 0) {
    for (std::size_t node = 0; node < nodes.size(); ++node) {
      nodes[node] += synthetic / synthetic_output_ * undivided_[node];
    }
  }
  if (const auto final_use = final_use_.find(region); final_use != final_use_.end()) {
    for (const FinalUse* use : final_use->second) {
      nodes[use->node] += std::max(0.0, use->value);
    }
  }
  return nodes;
}

}  // namespace headwater
