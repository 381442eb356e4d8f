#pragma once

#include <filesystem>
#include <memory>

#include "base/database.h"
#include "pipeline/pipeline.h"

namespace headwater {

/// A database in memory that has been through the stages up to `last`: for commands that answer one
/// question about a file and keep nothing. The reference tables are loaded.
class ScratchRun {
 public:
  ScratchRun(const RunOptions& options, Stage last, const Progress& progress);
  Connection& connection() { return connection_; }

 private:
  Database database_;
  Connection connection_;
};

}  // namespace headwater
