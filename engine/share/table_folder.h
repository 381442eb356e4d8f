#pragma once

#include <filesystem>
#include <string>

#include "base/database.h"

namespace headwater {

/// A folder that appears whole under its name, or not at all. An older table stands there until
/// then.
class TableFolder {
 public:
  /// Throws Error where something stands there that may not be replaced.
  TableFolder(std::filesystem::path folder, bool overwrite);
  TableFolder(const TableFolder&) = delete;
  ~TableFolder();

  /// Writes the temporary tables table_flows, table_output, table_demand, table_regions and
  /// table_sectors as flows.parquet, output.parquet, final_demand.parquet, regions.csv and
  /// sectors.csv. `about`: source and licence, kept in the Parquet files.
  void write(Connection& connection, const std::string& about) const;
  void write_text(const std::string& name, const std::string& text) const;
  /// Where it is until it is finished.
  const std::filesystem::path& unfinished() const { return unfinished_; }
  void finish();

 private:
  std::filesystem::path folder_;
  std::filesystem::path unfinished_;
};

}  // namespace headwater
