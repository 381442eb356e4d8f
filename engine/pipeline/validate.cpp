#include "pipeline/validate.h"

#include <cmath>
#include <numeric>

#include "ingest/listed_goods_file.h"
#include "model/issue.h"
#include "network/cell_outputs.h"
#include "network/input_output.h"
#include "network/paths.h"
#include "reference/rates.h"
#include "reference/reference.h"

namespace headwater {
namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

Check check(std::string what, double measured, double limit) {
  return {std::move(what), measured, limit, std::isfinite(measured) && measured <= limit};
}

CellRates rates_of(Connection& connection, const InputOutput& table) {
  return CellRates(connection, cell_outputs(table));
}

/// Demand for one million USD of everything: no cell can hide behind a zero.
std::vector<double> unit_demand(const InputOutput& table) {
  return std::vector<double>(table.cells().size(), 1.0);
}

/// What the rates are raked to: the published regions, whose sum is the world's but for rounding.
double published_total(Connection& connection) {
  const double regions =
      connection
          .number(
              "SELECT sum(CAST(value AS DOUBLE)) FROM reference.global_estimates WHERE figure = "
              "'forced labour' AND dimension <> 'world' AND unit LIKE 'million people%'")
          .value_or(NAN);
  return regions * 1e6 * assumption(connection, "score.cases.private_share").value;
}

/// The whole world, or the part of it that the table has.
Check cases_kept(const CellRates& rates, double published) {
  constexpr double whole = 0.999;  // 32 small areas have no cells in the shipped table
  const double cases = std::accumulate(rates.cases().begin(), rates.cases().end(), 0.0);
  const bool world = rates.wanted_cases() >= whole * published;
  const double wanted = world ? published : rates.wanted_cases();
  // What is left is in cells without output, which can have no rate: method.md §3, below 0.1%.
  return check(world ? "rates keep the published regions, but for cells without output: |Σ cases − "
                       "published| / published"
                     : "rates keep the published cases of the countries in the table, which is not "
                       "all of them: |Σ cases − published| / published",
               std::abs(cases - wanted) / wanted, 1e-3);
}

}  // namespace

std::vector<Check> validate(Connection& connection, const std::filesystem::path& data,
                            const std::filesystem::path& table_folder) {
  load_reference(connection, data);
  const InputOutput table = InputOutput::load(connection, table_folder);
  const CellRates rates = rates_of(connection, table);
  const std::vector<double> demand = unit_demand(table);
  const double by_adjoint = dot(table.adjoint(rates.central()), demand);
  const double by_output = dot(rates.central(), table.required_output(demand));
  const PathList paths = top_paths(table, rates.central(), demand, 200);
  double emitted = paths.remainder;
  for (const SupplyPath& path : paths.paths) {
    emitted += path.cases;
  }
  return {
      check("risk by purchases equals risk by output: |m·y − r·X| / R",
            std::abs(by_adjoint - by_output) / by_output, 1e-9),
      check("paths and remainder make the whole: |Σ paths + remainder − R| / R",
            std::abs(emitted - by_output) / by_output, 1e-9),
      check("the remainder is not negative: −remainder / R", -paths.remainder / by_output, 1e-12),
      cases_kept(rates, published_total(connection)),
  };
}

Hindcast validate_forecasts(Connection& connection, const std::filesystem::path& data,
                            const std::optional<std::filesystem::path>& list) {
  ListOfGoods goods = shipped_list(connection);
  if (list) {
    const std::vector<ListedRow> rows = read_listed_goods(connection, *list);
    record(connection, "hindcast",
           add_editions(connection, rows, list->filename().string(), goods));
  }
  return hindcast(connection, data, goods);
}

}  // namespace headwater
