#include "ingest/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/scratch_file.h"
#include "ingest/csv_survey.h"
#include "ingest/encoding.h"

namespace headwater {
namespace {

/// What DuckDB holds of a line unless told otherwise.
constexpr std::size_t usual_line = 2'000'000;

/// A NULL text that no cell has, so that a missing cell (NULL) differs from an empty one.
constexpr std::string_view no_cell = "\x01\x02\x01";

std::size_t widest(const std::vector<std::size_t>& widths) {
  return widths.empty() ? 1 : *std::ranges::max_element(widths);
}

/// One column more than the text has catches surplus cells.
std::string read_csv(const std::string& path, char delimiter, const CsvSurvey& survey,
                     std::size_t width) {
  std::string columns;
  for (std::size_t i = 0; i <= width; ++i) {
    columns += fmt::format("{}'c{}': 'VARCHAR'", i == 0 ? "" : ", ", i);
  }
  const std::size_t line = std::max(usual_line, survey.longest + 1024);
  const std::string size =
      line > usual_line ? fmt::format(", max_line_size = {}, buffer_size = {}", line, 2 * line)
                        : "";
  return fmt::format(
      "read_csv({}, auto_detect = false, header = false, columns = {{{}}}, delim = {}, quote = "
      "'\"', "
      "escape = '\"', nullstr = {}, null_padding = true, strict_mode = false, parallel = false, "
      "compression = 'none'{})",
      sql_text(path), columns, sql_text(std::string(1, delimiter)), sql_text(no_cell), size);
}

std::string delimiter_name(char delimiter) {
  return delimiter == '\t' ? "tab" : std::string(1, delimiter);
}

}  // namespace

Staged stage_csv(Connection& connection, const std::string& path, FileText file,
                 const TextLayout& layout, Problems& problems) {
  Decoded decoded = decode(std::move(file.bytes), layout.encoding, problems);
  const char delimiter =
      layout.delimiter.empty() ? find_delimiter(decoded.text) : layout.delimiter[0];
  const CsvSurvey survey = survey_csv(decoded.text, delimiter, decoded.repaired, problems);
  if (survey.records == 0) {
    throw Error(fmt::format("{}: the file is empty; export it again", path));
  }
  std::optional<ScratchFile> copy;
  if (!survey.edits.empty()) {
    copy.emplace(edited(decoded.text, survey.edits));
  } else if (decoded.changed || file.unpacked) {
    copy.emplace(decoded.text);
  }
  decoded.text = {};
  const std::size_t width = std::max(widest(survey.widths), layout.width);
  connection.run("CREATE OR REPLACE TEMP TABLE staged AS SELECT * FROM " +
                 read_csv(copy ? copy->path() : path, delimiter, survey, width));
  const std::int64_t records = connection.integer("SELECT count(*) FROM staged").value_or(0);
  if (records != survey.records) {
    throw Error(
        fmt::format("{}: {} records were counted, {} read; please report this file's layout", path,
                    survey.records, records));
  }
  return {.format = delimiter == '\t' ? "tsv" : "csv",
          .encoding = decoded.encoding,
          .delimiter = delimiter_name(delimiter),
          .width = width,
          .surplus = 1,
          .typed = false,
          .columns = {},
          .header = 0,
          .records = records,
          .rejected = survey.rejected};
}

}  // namespace headwater
