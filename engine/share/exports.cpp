#include "share/exports.h"

#include <fmt/format.h>

namespace fs = std::filesystem;

namespace headwater {
namespace {

/// A cell that a spreadsheet would run as a formula gets a leading apostrophe.
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

/// DuckDB 1.x writes the blocks of a CSV in the order its threads finish them: one thread while it
/// copies keeps the rows in order. The queries themselves run on all.
class OneThread {
 public:
  explicit OneThread(Connection& connection)
      : connection_(connection),
        threads_(
            connection.integer("SELECT CAST(current_setting('threads') AS BIGINT)").value_or(1)) {
    set(1);
  }
  OneThread(const OneThread&) = delete;
  ~OneThread() { set(threads_); }

 private:
  void set(std::int64_t threads) { connection_.run(fmt::format("SET threads = {}", threads)); }

  Connection& connection_;
  std::int64_t threads_;
};

void copy(Connection& connection, const std::string& query, const fs::path& file, const char* how) {
  connection.run(fmt::format("COPY ({}) TO {} ({})", query, sql_text(file.string()), how));
}

std::vector<fs::path> write(Connection& connection, const Export& table, const fs::path& folder) {
  const fs::path csv = folder / (table.name + ".csv");
  const fs::path parquet = folder / (table.name + ".parquet");
  connection.run(
      fmt::format("CREATE OR REPLACE TEMP TABLE exported AS SELECT * FROM ({}) ORDER BY {}",
                  table.query, table.order));
  const OneThread in_order(connection);
  copy(connection, fmt::format("SELECT {} FROM exported", guarded(table.free_text)), csv,
       "FORMAT csv, HEADER");
  copy(connection, "SELECT * FROM exported", parquet, "FORMAT parquet");
  return {csv, parquet};
}

}  // namespace

std::vector<fs::path> write_exports(Connection& connection, const fs::path& folder,
                                    bool name_suppliers) {
  fs::create_directories(folder);
  std::vector<fs::path> files;
  for (const auto& tables :
       {supplier_exports(name_suppliers), risk_exports(), ledger_exports(name_suppliers)}) {
    for (const Export& table : tables) {
      for (fs::path& file : write(connection, table, folder)) {
        files.push_back(std::move(file));
      }
    }
  }
  connection.run("DROP TABLE IF EXISTS exported");
  return files;
}

}  // namespace headwater
