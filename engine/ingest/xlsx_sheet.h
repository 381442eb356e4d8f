#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "ingest/xlsx_styles.h"
#include "ingest/zip_archive.h"

namespace headwater {

/// What the cells of all sheets refer to.
struct Workbook {
  std::string file;
  std::vector<std::string> strings;
  std::vector<CellStyle> styles;
  bool from_1904 = false;
};

struct SheetRow {
  std::int64_t number = 0;  ///< as the spreadsheet shows it
  std::vector<std::string> cells;
  std::vector<std::size_t> lost;  ///< columns whose text the workbook refers to and lacks
};

/// Calls `use(row)` for each row that is there, in order, until it gives false. Rows pass a few at
/// a time.
void each_row(ZipArchive& archive, const std::string& part, const Workbook& workbook,
              const std::function<bool(const SheetRow&)>& use);

/// The texts that cells refer to by number.
std::vector<std::string> read_strings(ZipArchive& archive, const std::string& part,
                                      const std::string& file);

}  // namespace headwater
