#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/database.h"
#include "share/share.h"
#include "store/case.h"

namespace headwater {

inline const std::filesystem::path data_folder = HEADWATER_DATA_DIR;

inline std::string content_of(const std::filesystem::path& file) {
  std::ostringstream content;
  content << std::ifstream(file, std::ios::binary).rdbuf();
  return content.str();
}

/// A small case as the other rooms leave it, filled by hand; every name is invented. One supplier's
/// name is hostile, one may match a list, one is too uncertain to rank. See filled_case.sql.
class FilledCase {
 public:
  explicit FilledCase(int threads = 1, bool filled = true)
      : database_(scratch({.threads = threads})), connection_(database_.connect()) {
    connection_.run("CREATE SCHEMA reference");
    for (const std::string table :
         {"countries", "country_aliases", "sectors", "measures", "table_regions"}) {
      connection_.run("CREATE TABLE reference." + table + " AS SELECT * FROM read_csv(" +
                      sql_text((data_folder / (table + ".csv")).string()) +
                      ", header = true, all_varchar = true)");
    }
    if (filled) {
      connection_.run(content_of(data_folder / "../tests/unit/share/filled_case.sql"));
    }
  }
  ~FilledCase() { std::filesystem::remove_all(folder_); }

  Connection& connection() { return connection_; }

  /// Shares it into a folder of its own.
  const std::filesystem::path& shared(bool name_suppliers = true) {
    std::filesystem::remove_all(folder_);
    Connection beside = database_.connect();
    share(connection_, beside,
          {.folder = folder_, .data = data_folder, .title = "", .name_suppliers = name_suppliers},
          {});
    return folder_;
  }
  std::string file(const std::string& name) const { return content_of(folder_ / name); }

 private:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() /
      ("headwater_share_test_" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  Database database_;
  Connection connection_;
};

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace headwater
