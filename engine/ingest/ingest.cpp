#include "ingest/ingest.h"

#include <fmt/format.h>

#include "base/error.h"
#include "ingest/column_mapping.h"
#include "ingest/exchange.h"
#include "ingest/known_names.h"
#include "ingest/ledger.h"
#include "ingest/source_file.h"

namespace headwater {
namespace {

class Ingestion {
 public:
  Ingestion(Connection& connection, const IngestRequest& request, const Progress& progress)
      : connection_(connection), request_(request), progress_(progress), known_(connection), exchange_(connection),
        mapping_(read_mapping(request.column_mapping)) {}

  void run() {
    empty_tables();
    for (const auto& file : request_.ledgers) {
      read(file, Role::ledger);
    }
    connection_.run("DROP TABLE IF EXISTS temp.staged");
  }

 private:
  void empty_tables() {
    connection_.run(
        "DELETE FROM purchases; DELETE FROM links; DELETE FROM facilities; DELETE FROM list_entries; "
        "DELETE FROM list_names; DELETE FROM inputs; DELETE FROM issues WHERE stage = 'ingest'");
  }

  void read(const std::filesystem::path& path, Role role) {
    report(progress_, fmt::format("reading {}", path.filename().string()), share_done());
    SourceFile file = open_source(connection_, path, role, known_, mapping_);
    file.input_id = ++inputs_;
    const std::int64_t kept = read_role(file);
    record_input(connection_, file, kept);
    record(connection_, "ingest", file.problems.issues());
  }

  std::int64_t read_role(SourceFile& file) {
    return read_ledger(connection_, file, known_, exchange_, mapping_);
  }

  double share_done() const {
    const std::size_t files =
        request_.ledgers.size() + request_.links.size() + request_.facilities.size() + request_.lists.size();
    return static_cast<double>(inputs_) / static_cast<double>(files);
  }

  Connection& connection_;
  const IngestRequest& request_;
  const Progress& progress_;
  KnownNames known_;
  Exchange exchange_;
  ColumnMapping mapping_;
  std::int64_t inputs_ = 0;
};

}  // namespace

void ingest(Connection& connection, const IngestRequest& request, const Progress& progress) {
  Ingestion(connection, request, progress).run();
}

}  // namespace headwater
