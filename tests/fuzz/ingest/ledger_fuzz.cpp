// A whole file, of whatever kind its bytes make it: ledger, list, links or facilities.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "../require.h"
#include "base/error.h"
#include "ingest/ingest.h"
#include "reference/reference.h"
#include "store/case.h"

using namespace headwater;

namespace {

struct Desk {
  Desk() { load_reference(connection, HEADWATER_DATA_DIR); }
  ~Desk() { std::filesystem::remove(file); }

  Database database = scratch({.threads = 1, .memory_limit = "1GB"});
  Connection connection = database.connect();
  std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("headwater_fuzz_" + std::to_string(::getpid()));
};

/// A row that is not kept must have left a problem behind: nothing is dropped silently.
bool all_accounted_for(Connection& connection) {
  const auto dropped =
      connection.integer("SELECT sum(rows_read - rows_kept) FROM inputs").value_or(0);
  const auto problems = connection.integer("SELECT count(*) FROM issues").value_or(0);
  return dropped >= 0 && (dropped == 0 || problems > 0);
}

void ingest_as(Desk& desk, const IngestRequest& request) {
  try {
    ingest(desk.connection, request, {});
    require(all_accounted_for(desk.connection));
  } catch (const Error& error) {
    require(*error.what() != '\0');
  }
  desk.connection.run("DELETE FROM issues");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Desk desk;
  const std::string_view bytes = as_text(data, size);
  std::ofstream(desk.file, std::ios::binary) << bytes;
  ingest_as(
      desk,
      {.ledgers = {desk.file}, .links = {}, .facilities = {}, .lists = {}, .column_mapping = {}});
  ingest_as(
      desk,
      {.ledgers = {}, .links = {desk.file}, .facilities = {}, .lists = {}, .column_mapping = {}});
  ingest_as(
      desk,
      {.ledgers = {}, .links = {}, .facilities = {desk.file}, .lists = {}, .column_mapping = {}});
  ingest_as(
      desk,
      {.ledgers = {}, .links = {}, .facilities = {}, .lists = {desk.file}, .column_mapping = {}});
  return 0;
}
