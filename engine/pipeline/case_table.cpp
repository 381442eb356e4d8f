#include "pipeline/case_table.h"

#include "network/disclosure.h"
#include "reference/reference.h"

namespace headwater {

InputOutput case_table(Connection& connection, const std::filesystem::path& folder) {
  InputOutput table = InputOutput::load(connection, folder);
  auto traced =
      traced_table(connection, table, assumption(connection, "network.coverage.prior_mean").value);
  return traced ? std::move(*traced) : std::move(table);
}

std::vector<double> case_rates(Connection& connection, const InputOutput& table) {
  std::vector<double> rates(table.own_cells(), 0.0);
  Rows rows = connection.query("SELECT region, sector, rate FROM cells WHERE rate IS NOT NULL");
  while (rows.next()) {
    const std::size_t cell =
        table.index(rows.row().text(0).value_or(""), rows.row().text(1).value_or(""));
    if (cell != InputOutput::npos) {
      rates[cell] = rows.row().number(2).value_or(0);
    }
  }
  return rates_with_suppliers(table, rates);
}

}  // namespace headwater
