#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ingest/amount.h"
#include "ingest/date.h"

namespace headwater {

/// What the user says about the columns, from a TOML file (docs/ingest.md). Overrides recognition.
struct ColumnMapping {
  std::string file;                ///< its name, for messages
  bool for_several_files = false;  ///< a column that one of them lacks is no error
  std::string encoding;
  std::string delimiter;
  std::string sheet;
  DecimalMark decimal = DecimalMark::unknown;
  DateOrder date_order = DateOrder::unknown;
  std::map<std::string, std::vector<std::string>> columns;  ///< field -> columns, the best first
  std::map<std::string, std::string> constants;             ///< field -> the value of every row
};

/// Throws Error, naming the line, for an unknown key, field or value.
ColumnMapping read_mapping(const std::optional<std::filesystem::path>& file);

}  // namespace headwater
