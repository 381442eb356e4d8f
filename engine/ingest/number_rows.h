#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "ingest/table_files.h"

namespace headwater {

/// Rows of a wide table of numbers, whatever the file's format: lines above the numbers, columns of
/// text before them.
class NumberRows {
 public:
  virtual ~NumberRows() = default;
  virtual const std::string& name() const = 0;
  virtual const std::vector<std::vector<std::string>>& header() const = 0;
  virtual bool next() = 0;
  virtual std::int64_t line() const = 0;
  virtual const std::vector<std::string>& labels() const = 0;
  /// NaN where the cell is empty.
  virtual std::span<const double> values() const = 0;
};

/// Of a CSV, an XLSX workbook (its first sheet) or a Parquet file (whose header is one line, the
/// names of its columns).
std::unique_ptr<NumberRows> open_number_rows(Connection& connection, const TableFiles& files,
                                             const std::string& name, std::size_t labels,
                                             std::size_t header);

}  // namespace headwater
