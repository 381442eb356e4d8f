#include "pipeline/what_if.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "base/error.h"
#include "network/demand.h"
#include "network/input_output.h"
#include "network/origins.h"
#include "pipeline/case_table.h"
#include "score/ledger.h"
#include "share/palette.h"

namespace headwater {
namespace {

/// What the ledger buys of one supplier, by the key it is traced under.
std::vector<Demand> bought_of(Connection& connection, const std::string& entity_id) {
  std::vector<Demand> bought;
  Rows rows = connection.query(
      "SELECT p.place, s.sector, sum(p.base_usd * s.weight) FROM purchase_entities e "
      "JOIN placed_purchases p USING (purchase_id) JOIN purchase_wordings w USING (purchase_id) "
      "JOIN wording_sectors s USING (wording_id) WHERE e.entity_id = ? AND p.base_usd IS "
      "NOT NULL GROUP BY ALL ORDER BY ALL",
      {entity_id});
  while (rows.next()) {
    const Row& row = rows.row();
    bought.push_back({std::string(row.text(0).value_or("")), std::string(row.text(1).value_or("")),
                      row.number(2).value_or(0)});
  }
  return bought;
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

/// Where trace took something bought to be made.
std::vector<OriginShare> traced_origins(Connection& connection, const Demand& bought) {
  std::vector<OriginShare> origins;
  Rows rows = connection.query(
      "SELECT CAST(cell AS BIGINT), weight FROM origin_cells WHERE bought = (SELECT bought FROM "
      "intensities WHERE country = ? AND sector = ?) ORDER BY cell, weight",
      {bought.country, bought.sector});
  while (rows.next()) {
    origins.push_back({static_cast<std::size_t>(rows.row().integer(0).value_or(0)),
                       rows.row().number(1).value_or(0)});
  }
  return origins;
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
      : table(case_table(connection, folder)),
        rules(origin_rules(connection)),
        ledger(whole_ledger(connection)),
        rates(case_rates(connection, table)) {}

  /// Demand on the table's cells, million dollars, if `bought` were traced under `place` instead.
  std::vector<double> moved(Connection& connection, const std::vector<Demand>& bought,
                            const std::string& place) const {
    OriginFinder finder(table, rules, ledger);
    std::vector<double> change(table.cells().size(), 0.0);
    for (const Demand& part : bought) {
      for (const OriginShare& origin : traced_origins(connection, part)) {
        change[origin.cell] -= part.base_usd * origin.weight / 1e6;
      }
      for (const Origin& origin : finder.find(place, part.sector)) {
        change[origin.cell] += part.base_usd * origin.weight / 1e6;
      }
    }
    return change;
  }

  InputOutput table;
  OriginRules rules;
  std::vector<Demand> ledger;
  std::vector<double> rates;
};

WhatIf::WhatIf(Connection& connection, const std::filesystem::path& table)
    : parts_(std::make_unique<Parts>(connection, table)) {}
WhatIf::~WhatIf() = default;

WhatIfAnswer WhatIf::origin_of(Connection& connection, const std::string& entity_id,
                               const std::string& country) const {
  const std::vector<Demand> bought = bought_of(connection, entity_id);
  if (bought.empty()) {
    throw Error(fmt::format("nothing with an amount was bought of '{}'", entity_id));
  }
  if (!connection.text("SELECT iso3 FROM reference.countries WHERE iso3 = ?", {country})) {
    throw Error(fmt::format("'{}' is no country's code", country));
  }
  const std::vector<double> output =
      parts_->table.required_output(parts_->moved(connection, bought, "=" + country));
  std::map<std::string, double> change;
  for (std::size_t cell = 0; cell < output.size(); ++cell) {
    change[parts_->table.cells()[cell].region] += output[cell] * parts_->rates[cell];
  }
  double before = 0;
  double after = 0;
  std::map<std::string, double> cases;
  Rows rows = connection.query("SELECT key, cases FROM risk WHERE scope = 'origin_region'");
  while (rows.next()) {
    cases[std::string(rows.row().text(0).value_or(""))] = rows.row().number(1).value_or(0);
  }
  for (const auto& [region, value] : cases) {
    before += value;
  }
  after = before;
  for (const auto& [region, value] : change) {
    after += value;
  }
  WhatIfAnswer answer;
  for (const auto& [region, value] : change) {
    const int step_before = step_of(before > 0 ? cases[region] / before : 0);
    const int step_after = step_of(after > 0 ? std::max(0.0, cases[region] + value) / after : 0);
    if (step_before != step_after) {
      answer.places.push_back({region, step_before, step_after});
    }
  }
  answer.whole = in_words(before > 0 ? after / before - 1 : 0);
  return answer;
}

}  // namespace headwater
