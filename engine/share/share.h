#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/database.h"
#include "base/progress.h"

namespace headwater {

struct ShareOptions {
  std::filesystem::path folder;  ///< report.html and exports/ are written here
  std::filesystem::path data;    ///< for geo/countries.geojson
  std::string title;             ///< shown on page one; the ledger's name if empty
  bool name_suppliers = true;    ///< false: suppliers are shown by entity id only
  int threads = 0;               ///< 0: as many as the machine has
};

/// The five findings that head the report and end a run, as sentences with their figures.
struct Finding {
  std::string key;  ///< exposure | where | path | supplier | coverage
  std::string sentence;
};

struct Shared {
  std::vector<std::filesystem::path> files;  ///< the report first
  std::vector<Finding> findings;
};

/// Writes report.html, exports/*.csv, *.parquet, summary.json, map.geojson, by two connections to
/// one database.
Shared share(Connection& connection, Connection& beside, const ShareOptions& options,
             const Progress& progress);

/// Why a figure is what it is, to the source rows: an entity (id or name), a region, a sector, or
/// 'ledger'. JSON text: {"about", "figures", "reasons", "rows"}. Throws Error if nothing fits.
std::string why(Connection& connection, const std::string& about);

}  // namespace headwater
