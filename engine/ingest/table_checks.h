#pragma once

#include <vector>

#include "base/database.h"
#include "ingest/bridged_table.h"

namespace headwater {

/// What a table may be out by (data/assumptions.csv).
struct TableTolerance {
  double share_of_output = 0;  ///< of a row: more is repaired and told
  double rounding_musd = 0;    ///< of each number of a table in whole millions
  double refused_share = 0;    ///< of all output: more is refused
};
TableTolerance table_tolerance(Connection& connection);

/// Checks the rows as published; what a row does not account for becomes final demand of its own
/// region (category imbalance) where it is beyond tolerance. Throws Error where the table as a
/// whole does not add up.
std::vector<TableCheck> check_rows(BridgedTable& bridged, const PublishedTable& table,
                                   const TableBridge& bridge, const TableTolerance& tolerance,
                                   Problems& problems);

/// Repairs what the engine does not take, in the tables bridged_…, and checks what is left.
/// Negative flows become final demand of the buyer's region (negative_flow). Throws Error for flows
/// of cells without output.
std::vector<TableCheck> check_cells(Connection& connection, const BridgedTable& bridged,
                                    const TableBridge& bridge, const TableTolerance& tolerance,
                                    Problems& problems);

}  // namespace headwater
