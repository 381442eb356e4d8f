#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/problems.h"

namespace headwater {

/// Before DuckDB reads a delimited text, one pass over it finds what would lose data there: quotes
/// never closed or standing inside a cell, blank lines (which shift row numbers), records too long
/// to hold. Each gives an edit for the copy that DuckDB then reads, and a problem.
struct Edit {
  std::size_t at = 0;
  std::size_t length = 0;
  std::string text;
};

struct CsvSurvey {
  std::int64_t records = 0;
  std::size_t longest = 0;             ///< bytes of the longest record
  std::vector<std::size_t> widths;     ///< cells of the first records
  std::vector<Edit> edits;             ///< in order, never overlapping
  std::vector<std::int64_t> rejected;  ///< records left out
};

/// Records longer than this are left out, with a problem.
constexpr std::size_t longest_record = std::size_t{16} << 20;

/// `marks` are starts of lines (in order) whose encoding was repaired; each becomes a problem of
/// its record.
CsvSurvey survey_csv(std::string_view text, char delimiter, const std::vector<std::size_t>& marks,
                     Problems& problems);

/// The delimiter of , ; tab | under which the first records agree best in their number of cells.
char find_delimiter(std::string_view text);

std::string edited(std::string_view text, const std::vector<Edit>& edits);

}  // namespace headwater
