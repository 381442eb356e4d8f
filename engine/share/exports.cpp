#include "share/exports.h"

#include <fmt/format.h>

#include "share/sql.h"

namespace fs = std::filesystem;

namespace headwater {

std::string guarded(const std::vector<std::string>& columns) {
  std::string replaced;
  for (const std::string& column : columns) {
    replaced += fmt::format(
        "{0}CASE WHEN left({1}, 1) IN ('=', '+', '-', '@', chr(9), chr(13)) THEN chr(39) || {1} "
        "ELSE {1} END AS {1}",
        replaced.empty() ? "" : ", ", column);
  }
  return replaced.empty() ? "*" : fmt::format("* REPLACE ({})", replaced);
}

namespace {

void copy(Connection& connection, const std::string& query, const fs::path& file, const char* how) {
  connection.run(fmt::format("COPY ({}) TO {} ({})", query, sql_text(file.string()), how));
}

std::vector<fs::path> write(Connection& connection, const Export& table, const fs::path& folder) {
  const fs::path csv = folder / (table.name + ".csv");
  const fs::path parquet = folder / (table.name + ".parquet");
  connection.run(
      fmt::format("CREATE OR REPLACE TEMP TABLE exported AS SELECT * FROM ({}) ORDER BY {}",
                  table.query, table.order));
  copy(connection, fmt::format("SELECT {} FROM exported", guarded(table.free_text)), csv,
       "FORMAT csv, HEADER");
  copy(connection, "SELECT * FROM exported", parquet, "FORMAT parquet");
  return {csv, parquet};
}

}  // namespace

std::vector<fs::path> write_exports(Connection& connection, const std::vector<Export>& tables,
                                    const fs::path& folder) {
  count_bought_suppliers(connection);
  std::vector<fs::path> files;
  for (const Export& table : tables) {
    for (fs::path& file : write(connection, table, folder)) {
      files.push_back(std::move(file));
    }
  }
  connection.run("DROP TABLE IF EXISTS exported");
  return files;
}

}  // namespace headwater
