#include "share/share.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

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

}  // namespace

Shared share(Connection& connection, const ShareOptions& options, const Progress& progress) {
  const fs::path exports = options.folder / "exports";
  create_folder(exports);
  report(progress, "reading the results", 0.05);
  const Digest digest = read_digest(connection, {options.title, options.name_suppliers});
  report(progress, "writing the report", 0.4);
  std::vector<fs::path> files = {
      write_file(options.folder / "report.html", report_page(digest, options.data)),
      write_file(exports / "summary.json", summary_json(digest)),
      write_file(exports / "map.geojson", map_geojson(digest, options.data))};
  report(progress, "writing the exports", 0.6);
  for (fs::path& file : write_exports(connection, exports, options.name_suppliers)) {
    files.push_back(std::move(file));
  }
  report(progress, "report and exports written", 1);
  return {std::move(files), findings_of(digest)};
}

}  // namespace headwater
