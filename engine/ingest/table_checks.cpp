#include "ingest/table_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "ingest/published_cells.h"
#include "reference/reference.h"

namespace headwater {
namespace {

/// Sums of doubles that are taken apart and added up again.
constexpr double exact = 1e-12;
constexpr double thousand_usd = 1e-3;
/// Cells are told one by one up to here; then how many there are.
constexpr std::size_t most_told = 20;

TableCheck kept(const char* name, const char* what, long double published, long double bridged) {
  const long double gap = std::abs(published - bridged);
  const double size = static_cast<double>(std::max(std::abs(published), std::abs(bridged)));
  const double measured = size > 0 ? static_cast<double>(gap) / size : 0;
  return {name, what, measured, exact, measured <= exact, {}};
}

/// Tells of cells one by one, then of how many more there are.
class Told {
 public:
  Told(Problems& problems, std::string field) : problems_(problems), field_(std::move(field)) {}
  void tell(const std::string& cell, const std::string& reason, const std::string& advice) {
    if (++count_ <= most_told) {
      problems_.warning({std::nullopt, field_, cell}, reason, advice);
    }
  }
  void end(const std::string& what) {
    if (count_ > most_told) {
      problems_.warning({std::nullopt, field_, {}},
                        fmt::format("{} more cells {}", count_ - most_told, what),
                        "they were treated in the same way");
    }
  }
  std::size_t count() const { return count_; }

 private:
  Problems& problems_;
  std::string field_;
  std::size_t count_ = 0;
};

/// To a dollar: less is rounding of sums.
std::string amount(double musd) {
  return fmt::format("{:.6g} million USD", std::abs(musd) < 1e-6 ? 0 : musd);
}

struct Unbalanced {
  std::size_t cell = 0;
  double gap = 0;
};

void require_balance(double gaps, const TableTotals& totals, double worst_gap,
                     const std::string& worst, double refused) {
  const double output = static_cast<double>(totals.output);
  if (output > 0 && gaps / output <= refused) {
    return;
  }
  throw Error(fmt::format(
      "the table does not add up: outputs and sales differ by {:.1f}% of all output, most in {} "
      "({}); files of different tables, years or units, or a damaged one",
      output > 0 ? 100 * gaps / output : 100.0, worst, amount(worst_gap)));
}

}  // namespace

TableTolerance table_tolerance(Connection& connection) {
  return {assumption(connection, "table.balance.share").value,
          assumption(connection, "table.balance.rounding_musd").value,
          assumption(connection, "table.balance.refused").value};
}

std::vector<TableCheck> check_rows(BridgedTable& bridged, const PublishedTable& table,
                                   const TableBridge& bridge, const TableTolerance& tolerance,
                                   Problems& problems) {
  Told told(problems, "row_balance");
  // What is rounded to whole units loses the small ones, in each column of the table.
  const double rounding = bridged.whole()
                              ? tolerance.rounding_musd * table.millions *
                                    static_cast<double>(table.cells.size() + table.demands.size())
                              : thousand_usd;
  double gaps = 0;
  Unbalanced worst;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    if (bridge.is_discrepancy(i)) {
      continue;
    }
    const BridgedTable::Row& row = bridged.rows()[i];
    const double output = row.output.value_or(std::max(0.0, row.sales));
    const double gap = output - row.sales;
    if (row.output == 0 && std::abs(row.sales) > rounding) {
      throw Error(
          fmt::format("{} has no output but sells {}; its output is missing, or the files are "
                      "of different tables",
                      named(table.cells[i]), amount(row.sales)));
    }
    gaps += std::abs(gap);
    worst = std::abs(gap) > std::abs(worst.gap) ? Unbalanced{i, gap} : worst;
    if (std::abs(gap) <= tolerance.share_of_output * output + rounding) {
      continue;
    }
    bridged.add_demand(i, "imbalance", gap);
    told.tell(named(table.cells[i]),
              fmt::format("its output is {}, its sales are {}", amount(output), amount(row.sales)),
              "the difference became final demand of its own region, category imbalance");
  }
  told.end("do not sell what they make");
  const std::string cell = table.cells.empty() ? "" : named(table.cells[worst.cell]);
  require_balance(gaps, bridged.published(), std::abs(worst.gap), cell, tolerance.refused_share);
  const double output = static_cast<double>(bridged.published().output);
  return {{"row_balance", "output equals sales: sum of differences / all output", gaps / output,
           tolerance.refused_share, true, fmt::format("{}: {}", cell, amount(worst.gap))},
          {"rows_repaired",
           "rows whose difference became final demand (imbalance)",
           static_cast<double>(told.count()),
           0,
           told.count() == 0,
           {}},
          kept("flows_kept", "flows are kept by bridging: |bridged - published| / published",
               bridged.published().flows, bridged.bridged().flows),
          kept("demand_kept", "final demand is kept by bridging: |bridged - published| / published",
               bridged.published().demand, bridged.bridged().demand),
          kept("output_kept", "output is kept by bridging: |bridged - published| / published",
               bridged.published().output, bridged.bridged().output)};
}

namespace {

/// Cells of the bridge with what they buy and sell, after repairs: cell_sums(cell, output, bought,
/// sold).
void sum_cells(Connection& connection, const BridgedTable& bridged) {
  connection.run("CREATE OR REPLACE TEMP TABLE bridged_output (cell INTEGER, output DOUBLE)");
  Appender outputs(connection, "bridged_output");
  for (std::size_t i = 0; i < bridged.outputs().size(); ++i) {
    outputs.row(i, bridged.outputs()[i]);
  }
  outputs.close();
  connection.run(
      "CREATE OR REPLACE TEMP TABLE cell_sums AS SELECT cell, output, coalesce(b.bought, 0) AS "
      "bought, coalesce(s.sold, 0) AS sold "
      "FROM bridged_output "
      "LEFT JOIN (SELECT buyer AS cell, sum(value ORDER BY seller) AS bought FROM bridged_flows "
      "GROUP BY buyer) b USING (cell) "
      "LEFT JOIN (SELECT seller AS cell, sum(value ORDER BY buyer) AS sold FROM bridged_flows "
      "GROUP "
      "BY seller) s USING (cell)");
}

/// Flows below zero become final demand: the seller's row stays as it is.
TableCheck move_negative_flows(Connection& connection, const TableBridge& bridge,
                               Problems& problems) {
  Rows rows = connection.query(
      "SELECT seller, buyer, value FROM bridged_flows WHERE value < 0 ORDER BY value, seller, "
      "buyer");
  Told told(problems, "negative_flow");
  double sum = 0;
  std::string worst;
  {
    Appender moved(connection, "bridged_demand");
    while (rows.next()) {
      const auto seller = static_cast<std::size_t>(*rows.row().integer(0));
      const auto buyer = static_cast<std::size_t>(*rows.row().integer(1));
      const double value = *rows.row().number(2);
      const PublishedCell cell = bridge.cell(buyer);
      moved.row(seller, cell.region, "negative_flow", value);
      sum += value;
      const std::string pair = fmt::format("{} to {}", named(bridge.cell(seller)), named(cell));
      worst = worst.empty() ? fmt::format("{}: {}", pair, amount(value)) : worst;
      told.tell(pair, fmt::format("the flow is negative: {}", amount(value)),
                "it became final demand of the buyer's region, category negative_flow");
    }
    moved.close();
  }
  told.end("have negative flows");
  connection.run("DELETE FROM bridged_flows WHERE value < 0");
  return {"negative_flows",
          "flows below zero, made final demand: count",
          static_cast<double>(told.count()),
          0,
          told.count() == 0,
          worst};
}

/// A cell without output has no column of coefficients: nothing may hang on it.
TableCheck check_outputs(Connection& connection, const TableBridge& bridge,
                         const TableTolerance& tolerance, Problems& problems) {
  Rows rows = connection.query(
      "SELECT cell, bought, sold FROM cell_sums WHERE output = 0 AND (bought <> 0 OR sold <> 0) "
      "ORDER BY cell");
  while (rows.next()) {
    const auto cell = static_cast<std::size_t>(*rows.row().integer(0));
    const double bought = *rows.row().number(1);
    const double sold = *rows.row().number(2);
    if (std::max(bought, sold) > tolerance.rounding_musd) {
      throw Error(
          fmt::format("{} has no output but {} {}; its output is missing or the files are of "
                      "different tables",
                      named(bridge.cell(cell)), bought > sold ? "buys" : "sells",
                      amount(std::max(bought, sold))));
    }
    problems.warning({std::nullopt, "output", named(bridge.cell(cell))},
                     fmt::format("it has no output but flows of {}, as rounding leaves",
                                 amount(std::max(bought, sold))),
                     "its flows were left out");
  }
  connection.run(
      "DELETE FROM bridged_flows WHERE seller IN (SELECT cell FROM cell_sums WHERE output = 0) OR "
      "buyer IN (SELECT cell FROM cell_sums WHERE output = 0)");
  const auto empty =
      connection.integer("SELECT count(*) FROM cell_sums WHERE output = 0").value_or(0);
  return {"cells_without_output",
          "cells without output, kept: count",
          static_cast<double>(empty),
          0,
          true,
          {}};
}

TableCheck check_columns(Connection& connection, const TableBridge& bridge, Problems& problems) {
  Rows rows = connection.query(
      "SELECT cell, bought, output FROM cell_sums WHERE output > 0 AND bought > output ORDER BY "
      "round(bought / output, 9) DESC, cell");
  Told told(problems, "column_sum");
  double largest = 0;
  std::string worst;
  while (rows.next()) {
    const std::string cell = named(bridge.cell(static_cast<std::size_t>(*rows.row().integer(0))));
    const double sum = *rows.row().number(1) / *rows.row().number(2);
    worst = worst.empty() ? cell : worst;
    largest = std::max(largest, sum);
    told.tell(cell,
              fmt::format("it buys {} for an output of {}: its value added is negative",
                          amount(*rows.row().number(1)), amount(*rows.row().number(2))),
              "kept as published; look at it before you rely on what lies upstream of it");
  }
  told.end("buy more than they make");
  return {"column_sums", "inputs per unit of output: largest above 1 (0: none)",
          largest,       1,
          largest == 0,  worst};
}

}  // namespace

std::vector<TableCheck> check_cells(Connection& connection, const BridgedTable& bridged,
                                    const TableBridge& bridge, const TableTolerance& tolerance,
                                    Problems& problems) {
  if (bridged.scattered()) {
    connection.run(
        "CREATE OR REPLACE TEMP TABLE bridged_flows AS SELECT seller, buyer, sum(value ORDER BY "
        "value) AS value FROM bridged_flows GROUP BY ALL");
  }
  std::vector<TableCheck> checks{move_negative_flows(connection, bridge, problems)};
  sum_cells(connection, bridged);
  checks.push_back(check_outputs(connection, bridge, tolerance, problems));
  checks.push_back(check_columns(connection, bridge, problems));
  return checks;
}

}  // namespace headwater
