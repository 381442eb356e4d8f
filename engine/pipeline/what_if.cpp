#include "pipeline/what_if.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "network/demand.h"
#include "network/input_output.h"
#include "network/origins.h"
#include "reference/reference.h"
#include "share/palette.h"

namespace headwater {
namespace {

constexpr const char* bought_of = R"(
  SELECT p.place, s.sector, sum(p.base_usd * s.weight) AS usd
  FROM purchase_entities e JOIN placed_purchases p USING (purchase_id)
  JOIN purchase_wordings w USING (purchase_id) JOIN wording_sectors s USING (wording_id)
  WHERE e.entity_id = ? AND p.base_usd IS NOT NULL GROUP BY ALL)";

/// What the ledger buys of one supplier, dollars by sector.
std::vector<Demand> sold_by(Connection& connection, const std::string& entity_id) {
  std::vector<Demand> sold;
  Rows rows = connection.query(
      fmt::format("SELECT sector, sum(usd) FROM ({}) GROUP BY sector ORDER BY sector", bought_of),
      {entity_id});
  while (rows.next()) {
    sold.push_back(
        {"", std::string(rows.row().text(0).value_or("")), rows.row().number(1).value_or(0)});
  }
  return sold;
}

/// Where that is taken to be made now, million dollars by cell of the table.
void take_away(Connection& connection, const std::string& entity_id, const InputOutput& table,
               std::vector<double>& change) {
  Rows rows = connection.query(
      fmt::format(
          "SELECT o.region, o.region_sector, sum(b.usd * o.weight) FROM ({}) b JOIN origins "
          "o ON o.country = b.place AND o.sector = b.sector GROUP BY ALL ORDER BY ALL",
          bought_of),
      {entity_id});
  while (rows.next()) {
    const std::size_t cell =
        table.index(rows.row().text(0).value_or(""), rows.row().text(1).value_or(""));
    if (cell != InputOutput::npos) {
      change[cell] -= rows.row().number(2).value_or(0) / 1e6;
    }
  }
}

std::vector<Demand> whole_ledger(Connection& connection) {
  std::vector<Demand> ledger;
  Rows rows = connection.query(
      "SELECT country, sector, coalesce(base_usd, 0) FROM demand ORDER BY country, sector");
  while (rows.next()) {
    const Row& row = rows.row();
    ledger.push_back({std::string(row.text(0).value_or("")), std::string(row.text(1).value_or("")),
                      row.number(2).value_or(0)});
  }
  return ledger;
}

std::vector<double> rates_of(Connection& connection, const InputOutput& table) {
  std::vector<double> rates(table.cells().size(), 0.0);
  Rows rows = connection.query("SELECT region, sector, rate FROM cells WHERE rate IS NOT NULL");
  while (rows.next()) {
    const std::size_t cell =
        table.index(rows.row().text(0).value_or(""), rows.row().text(1).value_or(""));
    if (cell != InputOutput::npos) {
      rates[cell] = rows.row().number(2).value_or(0);
    }
  }
  return rates;
}

int step_of(double share) {
  int step = 0;
  while (static_cast<std::size_t>(step) + 1 < palette.size() &&
         share >= palette[static_cast<std::size_t>(step) + 1].from) {
    ++step;
  }
  return step;
}

std::string in_words(double change) {
  const double size = std::abs(change);
  if (size < 0.001) {
    return "same";
  }
  const char* how = size < 0.01 ? "a_little_" : size < 0.05 ? "" : "much_";
  return fmt::format("{}{}", how, change > 0 ? "more" : "less");
}

}  // namespace

struct WhatIf::Parts {
  Parts(Connection& connection, const std::filesystem::path& folder)
      : table(InputOutput::load(connection, folder)),
        rules(origin_rules(connection)),
        ledger(whole_ledger(connection)),
        rates(rates_of(connection, table)) {}

  /// Adds where it would be made if its goods came from `country`, million dollars by cell.
  void add_from(const std::string& country, const std::vector<Demand>& sold,
                std::vector<double>& change) const {
    const OriginFinder finder(table, rules, ledger);
    for (const Demand& part : sold) {
      for (const Origin& origin : finder.find("=" + country, part.sector)) {
        change[origin.cell] += part.base_usd * origin.weight / 1e6;
      }
    }
  }

  InputOutput table;
  OriginRules rules;
  std::vector<Demand> ledger;
  std::vector<double> rates;
};

WhatIf::WhatIf(Connection& connection, const std::filesystem::path& table)
    : parts_(std::make_unique<Parts>(connection, table)) {}
WhatIf::~WhatIf() = default;

namespace {

/// Expected cases by region as they stand, never told: only the steps they fall into are.
std::map<std::string, double> cases_now(Connection& connection) {
  std::map<std::string, double> cases;
  Rows rows = connection.query("SELECT key, cases FROM risk WHERE scope = 'origin_region'");
  while (rows.next()) {
    cases[std::string(rows.row().text(0).value_or(""))] = rows.row().number(1).value_or(0);
  }
  return cases;
}

double sum_of(const std::map<std::string, double>& cases) {
  double sum = 0;
  for (const auto& [region, value] : cases) {
    sum += value;
  }
  return sum;
}

WhatIfAnswer compared(const std::map<std::string, double>& before,
                      const std::map<std::string, double>& change) {
  std::map<std::string, double> after = before;
  for (const auto& [region, value] : change) {
    after[region] = std::max(0.0, after[region] + value);
  }
  const double whole_before = sum_of(before);
  const double whole_after = sum_of(after);
  WhatIfAnswer answer;
  if (whole_before <= 0 || whole_after <= 0) {
    return answer;
  }
  for (const auto& [region, value] : after) {
    const auto was = before.find(region);
    const int step_before = step_of(was == before.end() ? 0 : was->second / whole_before);
    const int step_after = step_of(value / whole_after);
    if (step_before != step_after) {
      answer.places.push_back({region, step_before, step_after});
    }
  }
  answer.whole = in_words(whole_after / whole_before - 1);
  return answer;
}

}  // namespace

WhatIfAnswer WhatIf::origin_of(Connection& connection, const std::string& entity_id,
                               const std::string& country) const {
  const std::vector<Demand> sold = sold_by(connection, entity_id);
  if (sold.empty()) {
    throw Error(fmt::format("nothing with an amount was bought of '{}'", entity_id));
  }
  require_country(connection, country);
  std::vector<double> moved(parts_->table.cells().size(), 0.0);
  take_away(connection, entity_id, parts_->table, moved);
  parts_->add_from(country, sold, moved);
  const std::vector<double> output = parts_->table.required_output(moved);
  std::map<std::string, double> change;
  for (std::size_t cell = 0; cell < output.size(); ++cell) {
    change[parts_->table.cells()[cell].region] += output[cell] * parts_->rates[cell];
  }
  return compared(cases_now(connection), change);
}

}  // namespace headwater
