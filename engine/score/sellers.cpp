#include "score/sellers.h"

#include <algorithm>
#include <map>
#include <numeric>
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

}  // namespace

void write_sellers(Connection& connection, const std::vector<Supplier>& suppliers,
                   const Ledger& ledger) {
  std::map<Key, std::vector<double>> sales;
  for (const Supplier& supplier : suppliers) {
    add_sales(supplier, ledger, sales);
  }
  connection.run("DELETE FROM sellers");
  Appender rows(connection, "sellers");
  for (const auto& [key, amounts] : sales) {
    const double least = worth_counting * std::accumulate(amounts.begin(), amounts.end(), 0.0);
    rows.row(key.first, key.second,
             std::ranges::count_if(amounts, [least](double amount) { return amount >= least; }));
  }
  rows.close();
}

}  // namespace headwater
