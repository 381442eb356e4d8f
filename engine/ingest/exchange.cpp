#include "ingest/exchange.h"

#include <fmt/format.h>

#include <cstdlib>

namespace headwater {

Exchange::Exchange(Connection& connection) {
  Rows rates = connection.query(
      "SELECT currency, CAST(year AS INTEGER), CAST(units_per_usd AS DOUBLE) FROM "
      "reference.exchange_rates");
  while (rates.next()) {
    const Row& row = rates.row();
    rates_[std::string(*row.text(0))][static_cast<int>(*row.integer(1))] = *row.number(2);
  }
  Rows prices = connection.query(
      "SELECT CAST(year AS INTEGER), CAST(index_2011 AS DOUBLE) FROM reference.deflators WHERE "
      "iso3 = 'USA'");
  while (prices.next()) {
    prices_[static_cast<int>(*prices.row().integer(0))] = *prices.row().number(1);
  }
}

std::optional<Exchange::Nearest> Exchange::nearest(const std::map<int, double>& by_year,
                                                   std::optional<int> year) {
  if (by_year.empty()) {
    return std::nullopt;
  }
  auto after = year ? by_year.lower_bound(*year) : by_year.end();
  if (after == by_year.end() || (after != by_year.begin() && after->first != *year &&
                                 *year - std::prev(after)->first <= after->first - *year)) {
    after = std::prev(after);
  }
  return Nearest{after->second, after->first};
}

Exchange::Rate Exchange::rate(const std::string& currency, std::optional<int> year,
                              Problems& problems) const {
  Rate rate;
  if (currency == "USD") {
    rate.units_per_usd = 1;
    rate.rate_year = year.value_or(0);
  } else if (const auto found = rates_.find(currency); found != rates_.end()) {
    const auto best = nearest(found->second, year);
    rate.units_per_usd = best->value;
    rate.rate_year = best->year;
    if (year && best->year != *year &&
        problems.first_time(fmt::format("rate {} {}", currency, *year))) {
      problems.warning({{}, "currency", fmt::format("{} {}", currency, *year)},
                       fmt::format("no exchange rate of {} for {}: that of {} was used", currency,
                                   *year, best->year),
                       "add the year to data/exchange_rates.csv");
    }
  } else if (problems.first_time("rate " + currency)) {
    problems.warning(
        {{}, "currency", currency}, fmt::format("no exchange rates of {}", currency),
        "its amounts have no dollar value; add the currency to data/exchange_rates.csv");
  }
  const auto price = year ? nearest(prices_, year) : std::nullopt;
  if (price) {
    rate.price_index = 1 / price->value;
    if (price->year != *year && problems.first_time(fmt::format("price {}", *year))) {
      problems.warning(
          {{}, "year", std::to_string(*year)},
          fmt::format("no US price level for {}: that of {} was used", *year, price->year),
          "add the year to data/deflators.csv");
    }
  }
  return rate;
}

Dollars Exchange::convert(double amount, const std::string& currency, std::optional<int> year,
                          Problems& problems) {
  const Rate found = rate(currency, year, problems);
  Dollars dollars;
  dollars.price_index = found.price_index;
  if (!found.units_per_usd) {
    return dollars;
  }
  dollars.units_per_usd = found.units_per_usd;
  dollars.rate_year = found.rate_year != 0 ? std::optional(found.rate_year) : std::nullopt;
  dollars.amount_usd = amount / *found.units_per_usd;
  dollars.base_usd = *dollars.amount_usd * found.price_index;
  return dollars;
}

}  // namespace headwater
