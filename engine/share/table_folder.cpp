#include "share/table_folder.h"

#include <fmt/format.h>

#include <fstream>

#include "base/error.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

bool holds_table(const fs::path& folder) { return fs::exists(folder / "flows.parquet"); }

[[noreturn]] void throw_not_written(const fs::path& folder, const std::string& reason) {
  throw Error(fmt::format("{}: cannot be written ({}); give another folder with --out",
                          folder.string(), reason));
}

}  // namespace

TableFolder::TableFolder(fs::path folder, bool overwrite) : folder_(std::move(folder)) {
  if (folder_.filename().empty()) {
    folder_ = folder_.parent_path();
  }
  std::error_code code;
  const bool stands = fs::exists(folder_, code) &&
                      !(fs::is_directory(folder_, code) && fs::is_empty(folder_, code));
  if (stands && !overwrite) {
    throw Error(fmt::format("{}: stands already; give --overwrite to replace the table in it",
                            folder_.string()));
  }
  if (stands && !holds_table(folder_)) {
    throw Error(fmt::format("{}: holds something else than a table; give another folder with --out",
                            folder_.string()));
  }
  unfinished_ = folder_;
  unfinished_ += ".unfinished";
  fs::remove_all(unfinished_, code);
  fs::create_directories(unfinished_, code);
  if (code) {
    throw_not_written(folder_, code.message());
  }
}

TableFolder::~TableFolder() {
  std::error_code ignored;
  fs::remove_all(unfinished_, ignored);
}

void TableFolder::write(Connection& connection, const std::string& about) const {
  const auto copy = [&](const std::string& table, const std::string& file, const std::string& how) {
    connection.run(
        fmt::format("COPY ({}) TO {} ({})", table, sql_text((unfinished_ / file).string()), how));
  };
  const std::string parquet =
      fmt::format("FORMAT parquet, COMPRESSION zstd, KV_METADATA {{about: {}}}", sql_text(about));
  copy("FROM table_flows", "flows.parquet", parquet);
  copy("FROM table_output", "output.parquet", parquet);
  copy("FROM table_demand", "final_demand.parquet", parquet);
  copy("FROM table_regions ORDER BY region", "regions.csv", "FORMAT csv, HEADER");
  copy("SELECT * EXCLUDE position FROM table_sectors ORDER BY position", "sectors.csv",
       "FORMAT csv, HEADER");
}

void TableFolder::write_text(const std::string& name, const std::string& text) const {
  std::ofstream file(unfinished_ / name, std::ios::binary);
  if (!(file << text << std::flush)) {
    throw_not_written(unfinished_ / name, "no room, or not permitted");
  }
}

void TableFolder::finish() {
  std::error_code code;
  fs::path older = folder_;
  older += ".older";
  fs::remove_all(older, code);
  if (fs::exists(folder_)) {
    fs::rename(folder_, older, code);
  }
  fs::rename(unfinished_, folder_, code);
  if (code) {
    throw_not_written(folder_, code.message());
  }
  fs::remove_all(older, code);
}

}  // namespace headwater
