#include "pipeline/table_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "model/issue.h"
#include "network/cell_outputs.h"
#include "network/input_output.h"
#include "network/ready_table.h"
#include "share/table_folder.h"

namespace headwater {
namespace {

constexpr const char* stage = "table";

std::string about(const ReadTable& read) {
  return fmt::format(
      "{}, {}; million USD at {} {} per USD; read by headwater table import. The "
      "publisher's licence applies",
      read.edition, read.year, read.units_per_usd, read.currency);
}

/// Multipliers of output: finite and at least 1 where the spectral radius is below 1.
TableCheck productive(const InputOutput& table) {
  const std::vector<double> ones(table.cells().size(), 1.0);
  const std::vector<double> multipliers = table.adjoint(ones);
  const auto largest = std::ranges::max_element(multipliers);
  const Cell& cell = table.cells()[static_cast<std::size_t>(largest - multipliers.begin())];
  return {"productive",
          "spectral radius below 1 (certified); largest output multiplier",
          *largest,
          0,
          std::isfinite(*largest),
          fmt::format("{} {}", cell.region, cell.sector)};
}

TableCheck rated(Connection& connection, const InputOutput& table) {
  const CellRates rates(connection, cell_outputs(table));
  const auto cases = rates.cases();
  double sum = 0;
  for (const double value : cases) {
    sum += value;
  }
  return {"rates",
          "each region has a rate: expected cases of all cells",
          sum,
          0,
          std::isfinite(sum) && sum > 0,
          {}};
}

}  // namespace

ImportedTable import_table(Connection& connection, const TableImport& import,
                           const Progress& progress) {
  TableFolder folder(import.folder, import.overwrite);
  Problems problems(import.table.path.filename().empty()
                        ? import.table.path.parent_path().filename().string()
                        : import.table.path.filename().string());
  ImportedTable imported;
  try {
    imported.read = read_table(connection, import.table, problems, progress);
  } catch (const Error&) {
    record(connection, stage, problems.issues());
    throw;
  }
  record(connection, stage, problems.issues());
  report(progress, "writing", 0.8);
  folder.write(connection, about(imported.read));
  report(progress, "loading what was written", 0.9);
  const InputOutput table = InputOutput::read(connection, folder.unfinished());
  imported.cells = table.cells().size();
  imported.read.checks.push_back(productive(table));
  imported.largest_multiplier = imported.read.checks.back().measured;
  if (!import.table.own_sectors) {
    imported.read.checks.push_back(rated(connection, table));
  }
  folder.write_text("table.json", table_json(imported) + "\n");
  report(progress, "keeping it ready", 0.95);
  prepare_table(connection, folder.unfinished());
  folder.finish();
  return imported;
}

std::size_t prepare_table(Connection& connection, const std::filesystem::path& folder) {
  const InputOutput table = InputOutput::read(connection, folder);
  keep_ready(table, folder);
  return table.cells().size();
}

std::string table_json(const ImportedTable& imported) {
  const ReadTable& read = imported.read;
  nlohmann::ordered_json checks = nlohmann::ordered_json::array();
  for (const TableCheck& check : read.checks) {
    checks.push_back({{"name", check.name},
                      {"check", check.what},
                      {"measured", check.measured},
                      {"limit", check.limit},
                      {"passed", check.passed},
                      {"worst", check.worst}});
  }
  const nlohmann::ordered_json json = {{"layout", read.layout},
                                       {"edition", read.edition},
                                       {"year", read.year},
                                       {"currency", read.currency},
                                       {"units_per_usd", read.units_per_usd},
                                       {"rate_source", read.rate_source},
                                       {"files", read.files},
                                       {"regions", read.regions},
                                       {"sectors", read.sectors},
                                       {"cells", imported.cells},
                                       {"flows", read.flows},
                                       {"output_musd", read.output_musd},
                                       {"flows_musd", read.flows_musd},
                                       {"final_demand_musd", read.demand_musd},
                                       {"checks", checks}};
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace headwater
