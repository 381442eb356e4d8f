#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/database.h"
#include "base/progress.h"
#include "ingest/bridged_table.h"
#include "ingest/problems.h"

namespace headwater {

struct TableRequest {
  std::filesystem::path path;
  std::string layout;       ///< empty: told by the files
  std::optional<int> year;  ///< where the files hold several, or do not say
  bool own_sectors = false;
};

/// A table of a publisher, in the engine's form.
struct ReadTable {
  std::string layout;
  std::string edition;
  int year = 0;
  std::string currency;
  double units_per_usd = 1;  ///< of the currency, in that year
  std::string rate_source;
  std::vector<std::string> files;
  std::size_t regions = 0;
  std::size_t sectors = 0;
  std::size_t flows = 0;  ///< that are not zero
  double output_musd = 0;
  double demand_musd = 0;
  double flows_musd = 0;
  std::vector<TableCheck> checks;
};

/// Reads a table as published into temporary tables of the engine's form: table_flows,
/// table_output, table_demand, table_regions, table_sectors. Throws Error where it cannot be told
/// what the table says; what is repaired or doubtful is a problem. Needs the reference tables.
ReadTable read_table(Connection& connection, const TableRequest& request, Problems& problems,
                     const Progress& progress);

}  // namespace headwater
