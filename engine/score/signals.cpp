#include "score/signals.h"

#include <algorithm>
#include <vector>

#include "score/order_statistics.h"

namespace headwater {
namespace {

using Sums = std::map<std::string, double>;

std::map<std::string, std::string_view> banded(const Sums& values) {
  std::vector<float> list;
  for (const auto& [key, value] : values) {
    list.push_back(static_cast<float>(value));
  }
  const std::vector<const char*> bands = bands_of(list);
  std::map<std::string, std::string_view> result;
  std::size_t i = 0;
  for (const auto& [key, value] : values) {
    result[key] = bands[i++];
  }
  return result;
}

std::string_view found_or_unknown(const std::map<std::string, std::string_view>& bands,
                                  const std::string& key) {
  const auto found = bands.find(key);
  return found == bands.end() ? "unknown" : found->second;
}

}  // namespace

namespace {

Sums output_by_sector(const InputOutput& table) {
  Sums output;
  for (const Cell& cell : table.cells()) {
    output[cell.sector] += cell.output_musd;
  }
  return output;
}

}  // namespace

std::map<std::string, double> country_multipliers(const InputOutput& table, const Ledger& ledger) {
  const Sums output = output_by_sector(table);
  double world = 0;
  for (const auto& [sector, musd] : output) {
    world += musd;
  }
  Sums by_country;
  for (std::size_t i = 0; i < table.own_cells(); ++i) {
    const Cell& cell = table.cells()[i];
    by_country[cell.region] += ledger.multiplier[i] * output.at(cell.sector) / world;
  }
  return by_country;
}

Signals::Signals(const InputOutput& table, const Ledger& ledger) {
  Sums output = output_by_sector(table);
  const Sums by_country = country_multipliers(table, ledger);
  Sums by_sector;
  for (std::size_t i = 0; i < table.own_cells(); ++i) {
    const Cell& cell = table.cells()[i];
    by_sector[cell.sector] +=
        output[cell.sector] > 0 ? ledger.multiplier[i] * cell.output_musd / output[cell.sector] : 0;
  }
  countries_ = banded(by_country);
  sectors_ = banded(by_sector);
}

std::string_view Signals::country(const std::string& iso3) const {
  return found_or_unknown(countries_, iso3);
}

std::string_view Signals::sector(const std::string& sector) const {
  return found_or_unknown(sectors_, sector);
}

}  // namespace headwater
