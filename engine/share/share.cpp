#include "share/share.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "base/both.h"
#include "base/error.h"
#include "share/exports.h"
#include "share/report.h"
#include "share/summary.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

void create_folder(const fs::path& folder) {
  std::error_code code;
  fs::create_directories(folder, code);
  if (code) {
    throw Error(fmt::format("{}: the folder cannot be made: {}", folder.string(), code.message()));
  }
}

fs::path write_file(const fs::path& file, const std::string& content) {
  std::ofstream stream(file, std::ios::binary);
  stream << content;
  stream.close();
  if (!stream) {
    throw Error(fmt::format("{}: cannot be written: {}", file.string(), std::strerror(errno)));
  }
  return file;
}

Shared write_report(Connection& connection, const ShareOptions& options, const Progress& progress) {
  const fs::path exports = options.folder / "exports";
  const Digest digest = read_digest(connection, {options.title, options.name_suppliers});
  report(progress, "writing the report", 0.4);
  return {.files = {write_file(options.folder / "report.html", report_page(digest, options.data)),
                    write_file(exports / "summary.json", summary_json(digest)),
                    write_file(exports / "map.geojson", map_geojson(digest, options.data))},
          .findings = findings_of(digest)};
}

/// Without those of suppliers, which take as long as all the others together.
std::vector<Export> other_exports(bool named) {
  std::vector<Export> tables = risk_exports();
  for (Export& table : ledger_exports(named)) {
    tables.push_back(std::move(table));
  }
  return tables;
}

/// DuckDB 1.x writes the blocks of a CSV in the order its threads finish them: one thread for each
/// query keeps the rows in order.
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

}  // namespace

Shared share(Connection& connection, Connection& beside, const ShareOptions& options,
             const Progress& progress) {
  const fs::path exports = options.folder / "exports";
  create_folder(exports);
  const bool named = options.name_suppliers;
  const OneThread each(connection);
  Shared shared;
  std::vector<fs::path> of_suppliers;
  std::vector<fs::path> others;
  both(
      options.threads,
      [&] {
        report(progress, "reading the results", 0.05);
        shared = write_report(connection, options, progress);
        report(progress, "writing the exports", 0.6);
        others = write_exports(connection, other_exports(named), exports);
      },
      [&] { of_suppliers = write_exports(beside, supplier_exports(named), exports); });
  for (const auto& files : {of_suppliers, others}) {
    shared.files.insert(shared.files.end(), files.begin(), files.end());
  }
  report(progress, "report and exports written", 1);
  return shared;
}

}  // namespace headwater
