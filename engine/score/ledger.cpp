#include "score/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "base/error.h"

namespace headwater {
namespace {

std::vector<Bought> read_bought(Connection& connection) {
  std::vector<Bought> bought;
  Rows rows = connection.query(
      "SELECT country, sector, lines, spend_usd, base_usd FROM demand ORDER BY country, sector");
  while (rows.next()) {
    const Row& row = rows.row();
    bought.push_back({std::string(*row.text(0)), std::string(*row.text(1)),
                      row.integer(2).value_or(0), row.number(3).value_or(0),
                      row.number(4).value_or(0)});
  }
  return bought;
}

/// Number of a cell in the database -> its place in the table; fills the ledger's vectors by cell.
std::vector<std::size_t> read_cells(Connection& connection, const InputOutput& table,
                                    Ledger& ledger) {
  std::vector<std::size_t> places;
  for (auto* values : {&ledger.demand, &ledger.required, &ledger.multiplier}) {
    values->assign(table.own_cells(), 0.0);
  }
  Rows rows = connection.query(
      "SELECT CAST(cell AS BIGINT), region, sector, demand_musd, required_musd, multiplier FROM "
      "cells "
      "ORDER BY cell");
  while (rows.next()) {
    const Row& row = rows.row();
    const std::size_t place = table.index(*row.text(1), *row.text(2));
    if (place == InputOutput::npos) {
      throw Error(
          fmt::format("the case was traced with another input-output table: it has no {} {}; run "
                      "headwater trace again",
                      *row.text(1), *row.text(2)));
    }
    places.resize(static_cast<std::size_t>(row.integer(0).value()) + 1, InputOutput::npos);
    places.back() = place;
    ledger.demand[place] = row.number(3).value_or(0);
    ledger.required[place] = row.number(4).value_or(0);
    ledger.multiplier[place] = row.number(5).value_or(0);
  }
  for (std::size_t place = table.own_cells(); place < table.cells().size(); ++place) {
    places.push_back(place);
  }
  return places;
}

/// `cells` counts disclosed suppliers in their cells; here they stand apart.
void set_suppliers_apart(const InputOutput& table, std::span<const double> rates, Ledger& ledger) {
  if (table.own_cells() == table.cells().size()) {
    return;
  }
  ledger.demand.assign(table.cells().size(), 0.0);
  for (std::size_t b = 0; b < ledger.bought.size(); ++b) {
    for (const OriginShare& origin : ledger.origins[b]) {
      ledger.demand[origin.cell] += ledger.bought[b].base_usd / 1e6 * origin.weight;
    }
  }
  ledger.required = table.required_output(ledger.demand);
  ledger.multiplier = table.adjoint(rates);
}

/// Number of a thing bought in the database -> its place in the ledger, where it is there.
std::vector<std::optional<std::size_t>> places_of_bought(Connection& connection) {
  std::vector<std::optional<std::size_t>> places;
  Rows rows = connection.query(
      "WITH d AS (SELECT country, sector, row_number() OVER (ORDER BY country, sector) - 1 AS "
      "place FROM demand) SELECT i.bought, d.place FROM intensities i JOIN d USING (country, "
      "sector)");
  while (rows.next()) {
    const auto bought = static_cast<std::size_t>(*rows.row().integer(0));
    places.resize(std::max(places.size(), bought + 1));
    places[bought].emplace(static_cast<std::size_t>(*rows.row().integer(1)));
  }
  return places;
}

void read_origins(Connection& connection, const std::vector<std::size_t>& cells, Ledger& ledger) {
  const auto places = places_of_bought(connection);
  ledger.origins.resize(ledger.bought.size());
  Rows rows = connection.query("SELECT bought, cell, weight FROM origin_cells");
  while (rows.next()) {
    const Row& row = rows.row();
    const auto bought = static_cast<std::size_t>(*row.integer(0));
    if (bought < places.size() && places[bought]) {
      ledger.origins[*places[bought]].push_back(
          {cells.at(static_cast<std::size_t>(*row.integer(1))), row.number(2).value_or(0)});
    }
  }
  for (std::vector<OriginShare>& origins : ledger.origins) {
    std::ranges::sort(origins, std::less{}, [](const OriginShare& origin) {
      return std::pair(origin.cell, origin.weight);
    });
  }
}

}  // namespace

Ledger read_ledger(Connection& connection, const InputOutput& table,
                   std::span<const double> rates) {
  Ledger ledger;
  const auto cells = read_cells(connection, table, ledger);
  ledger.bought = read_bought(connection);
  read_origins(connection, cells, ledger);
  set_suppliers_apart(table, rates, ledger);
  return ledger;
}

}  // namespace headwater
