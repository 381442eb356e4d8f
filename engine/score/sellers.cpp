#include "score/sellers.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "base/appender.h"

namespace headwater {
namespace {

constexpr double worth_counting = 0.01;  // of what is bought there

using Key = std::pair<std::string, std::string>;  ///< place and sector; empty: all of them

/// A stated origin is a place like an address.
std::string place_of(const Bought& bought) {
  return bought.country.starts_with('=') ? bought.country.substr(1) : bought.country;
}

void add_sales(const Supplier& supplier, const Ledger& ledger,
               std::map<Key, std::vector<double>>& sales) {
  std::map<Key, double> own;
  for (const Sold& sold : supplier.sold) {
    const Bought& bought = ledger.bought[sold.bought];
    const std::string place = place_of(bought);
    own[{place, bought.sector}] += sold.base_musd;
    own[{place, ""}] += sold.base_musd;
    own[{"", bought.sector}] += sold.base_musd;
  }
  for (const auto& [key, amount] : own) {
    if (amount > 0) {
      sales[key].push_back(amount);
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
      if (origin.cell == own) {
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
  std::map<Key, std::vector<double>> sales;
  for (const Supplier& supplier : suppliers) {
    add_sales(supplier, ledger, sales);
  }
  connection.run("DELETE FROM sellers");
  Appender rows(connection, "sellers");
  for (const auto& [key, amounts] : sales) {
    const double least = worth_counting * std::accumulate(amounts.begin(), amounts.end(), 0.0);
    rows.row(key.first, key.second,
             std::ranges::count_if(amounts, [least](double amount) { return amount >= least; }),
             figures.share(key));
  }
  rows.close();
}

}  // namespace headwater
