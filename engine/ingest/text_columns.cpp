#include "ingest/text_columns.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace headwater {

std::vector<std::vector<std::string>> text_cells(Connection& connection, const TableFiles& files,
                                                 const std::string& name, char delimiter) {
  const TableFiles::OnDisk file = files.on_disk(name);
  std::vector<std::vector<std::string>> cells;
  try {
    Rows rows = connection.query(fmt::format(
        "SELECT * FROM read_csv({}, delim = {}, header = false, all_varchar = true, null_padding = "
        "true, quote = '\"', escape = '\"', sample_size = -1)",
        sql_text(file.path), sql_text(std::string(1, delimiter))));
    const std::size_t width = rows.names().size();
    while (rows.next()) {
      std::vector<std::string>& row = cells.emplace_back();
      for (std::size_t i = 0; i < width; ++i) {
        row.emplace_back(trimmed(rows.row().text(i).value_or("")));
      }
    }
  } catch (const Error& error) {
    throw Error(fmt::format("{}: its labels cannot be read: {}; fetch it again", name,
                            excerpt(error.what(), 160)));
  }
  return cells;
}

}  // namespace headwater
