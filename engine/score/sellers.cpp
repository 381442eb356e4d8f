#include "score/sellers.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "base/appender.h"
#include "network/places.h"

namespace headwater {
namespace {

constexpr double worth_counting = 0.01;  // of what is bought there

using Key = std::pair<std::string, std::string>;  ///< place and sector; empty: all of them

/// A stated origin is a place like an address.
std::string place_of(const Bought& bought) {
  return std::string(headwater::place_of(bought.country).country);
}

/// Every key that a thing bought counts for, by number in the order of the keys.
struct Keys {
  std::vector<Key> keys;
  std::vector<std::array<std::size_t, 3>> of_bought;
};

Keys keys_of(const Ledger& ledger) {
  const auto of = [](const Bought& bought) {
    const std::string place = place_of(bought);
    return std::array{Key{place, bought.sector}, Key{place, ""}, Key{"", bought.sector}};
  };
  std::map<Key, std::size_t> numbers;
  for (const Bought& bought : ledger.bought) {
    for (Key& key : of(bought)) {
      numbers.emplace(std::move(key), 0);
    }
  }
  Keys result;
  for (auto& [key, number] : numbers) {
    number = result.keys.size();
    result.keys.push_back(key);
  }
  for (const Bought& bought : ledger.bought) {
    const auto keys = of(bought);
    result.of_bought.push_back({numbers.at(keys[0]), numbers.at(keys[1]), numbers.at(keys[2])});
  }
  return result;
}

/// Adds what one supplier sells to the sales of each key; `own` holds zeros, and does so again.
void add_sales(const Supplier& supplier, const Keys& keys, std::vector<double>& own,
               std::vector<std::vector<double>>& sales) {
  for (const Sold& sold : supplier.sold) {
    for (const std::size_t key : keys.of_bought[sold.bought]) {
      own[key] += sold.base_musd;
    }
  }
  for (const Sold& sold : supplier.sold) {
    for (const std::size_t key : keys.of_bought[sold.bought]) {
      if (own[key] > 0) {
        sales[key].push_back(own[key]);
      }
      own[key] = 0;
    }
  }
}

/// Expected cases by cell and by place: all of them, and those at the suppliers that sell from
/// there.
struct Figures {
  std::map<Key, double> all;
  std::map<Key, double> direct;

  std::optional<double> share(const Key& key) const {
    const auto whole = all.find(key);
    const auto part = direct.find(key);
    return whole == all.end() || !(whole->second > 0) || part == direct.end()
               ? std::nullopt
               : std::optional(part->second / whole->second);
  }
};

Figures figures_of(const Ledger& ledger, const InputOutput& table, const CellRates& rates) {
  Figures figures;
  for (std::size_t i = 0; i < table.cells().size(); ++i) {
    const Cell& cell = table.cells()[i];
    const double cases = rates.central()[i] * ledger.required[i];
    figures.all[{cell.region, cell.sector}] += cases;
    figures.all[{cell.region, ""}] += cases;
  }
  for (std::size_t b = 0; b < ledger.bought.size(); ++b) {
    const std::string place = place_of(ledger.bought[b]);
    const std::size_t own = table.index(place, ledger.bought[b].sector);
    for (const OriginShare& origin : ledger.origins[b]) {
      const std::size_t cell = table.cells()[origin.cell].of.value_or(origin.cell);
      if (cell == own) {
        const double cases = rates.central()[own] * ledger.bought[b].base_usd / 1e6 * origin.weight;
        figures.direct[{place, ledger.bought[b].sector}] += cases;
        figures.direct[{place, ""}] += cases;
      }
    }
  }
  return figures;
}

}  // namespace

void write_sellers(Connection& connection, const std::vector<Supplier>& suppliers,
                   const Ledger& ledger, const InputOutput& table, const CellRates& rates) {
  const Figures figures = figures_of(ledger, table, rates);
  const Keys keys = keys_of(ledger);
  std::vector<std::vector<double>> sales(keys.keys.size());
  std::vector<double> own(keys.keys.size(), 0.0);
  for (const Supplier& supplier : suppliers) {
    add_sales(supplier, keys, own, sales);
  }
  connection.run("DELETE FROM sellers");
  Appender rows(connection, "sellers");
  for (std::size_t k = 0; k < sales.size(); ++k) {
    const auto& [place, sector] = keys.keys[k];
    const std::vector<double>& amounts = sales[k];
    if (amounts.empty()) {
      continue;
    }
    const double least = worth_counting * std::accumulate(amounts.begin(), amounts.end(), 0.0);
    rows.row(place, sector,
             std::ranges::count_if(amounts, [least](double amount) { return amount >= least; }),
             figures.share(keys.keys[k]));
  }
  rows.close();
}

}  // namespace headwater
