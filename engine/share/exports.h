#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// One table that leaves the house, as CSV and as Parquet.
struct Export {
  std::string name;
  std::string query;
  std::string order;                   ///< of the rows: no two rows alike in it
  std::vector<std::string> free_text;  ///< columns others wrote: guarded in CSV, see docs/share.md
};

/// Supplier tables hold ranks and reasons only: no people, nothing they follow from.
std::vector<Export> supplier_exports(bool name_suppliers);
std::vector<Export> risk_exports();
std::vector<Export> ledger_exports(bool name_suppliers);

/// `* REPLACE (…)`: a cell of these columns that a spreadsheet would run as a formula gets a
/// leading apostrophe.
std::string guarded(const std::vector<std::string>& columns);

/// Writes the tables into `folder`; returns the files.
std::vector<std::filesystem::path> write_exports(Connection& connection,
                                                 const std::vector<Export>& tables,
                                                 const std::filesystem::path& folder);

}  // namespace headwater
