#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>

#include "base/database.h"
#include "cli/output_file.h"
#include "pipeline/screen.h"

namespace headwater {

/// Writes what was screened, batch by batch, as CSV, as one JSON array or as FollowTheMoney
/// entities (docs/resolve.md).
class ScreenedOutput {
 public:
  /// `format` is csv, json or ftm. The connection has the reference tables.
  ScreenedOutput(Connection connection, OutputFile& file, std::string format);
  void write(std::span<const Screened> batch);
  /// The end of the array; must be called.
  void finish();

 private:
  void write_table(std::span<const Screened> batch);
  void write_entities(std::span<const Screened> batch);
  void write_elements(std::string_view lines);

  Connection connection_;
  OutputFile& file_;
  std::string format_;
  bool first_ = true;
  std::map<std::string, std::string> iso2_;  ///< lower case, by alpha-3
};

}  // namespace headwater
