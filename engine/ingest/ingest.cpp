#include "ingest/ingest.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "base/error.h"
#include "base/file_hash.h"
#include "ingest/column_mapping.h"
#include "ingest/exchange.h"
#include "ingest/facilities.h"
#include "ingest/known_names.h"
#include "ingest/ledger.h"
#include "ingest/links.h"
#include "ingest/list_ofac.h"
#include "ingest/list_ofac_columns.h"
#include "ingest/source_file.h"
#include "ingest/watch_list.h"

namespace headwater {
namespace {

class Ingestion {
 public:
  Ingestion(Connection& connection, const IngestRequest& request, const Progress& progress)
      : connection_(connection),
        request_(request),
        progress_(progress),
        known_(connection),
        exchange_(connection),
        ofac_(connection, known_),
        mapping_(read_mapping(request.column_mapping)) {
    mapping_.for_several_files = files() > 1;
  }

  void run() {
    empty_tables();
    const auto read_all = [&](const std::vector<std::filesystem::path>& files, Role role) {
      for (const auto& file : files) {
        read(file, role);
      }
    };
    read_all(request_.ledgers, Role::ledger);
    read_all(request_.links, Role::links);
    read_all(request_.facilities, Role::facilities);
    read_all(request_.lists, Role::list);
    ofac_.write(connection_);
    connection_.run("DROP TABLE IF EXISTS temp.staged");
  }

 private:
  void empty_tables() {
    connection_.run(
        "DELETE FROM purchases; DELETE FROM links; DELETE FROM facilities; DELETE FROM "
        "list_entries; "
        "DELETE FROM list_names; DELETE FROM inputs; DELETE FROM issues WHERE stage = 'ingest'");
  }

  void read(const std::filesystem::path& path, Role role) {
    report(progress_, fmt::format("reading {}", path.filename().string()), share_done());
    SourceFile file = open_source(connection_, path, role, known_, mapping_);
    file.sha256 = sha256_of_file(path);
    const auto [earlier, fresh] =
        given_.emplace(std::pair(role, file.sha256), path.filename().string());
    if (!fresh) {
      return note_given_twice(path, earlier->second);
    }
    file.input_id = ++inputs_;
    if (role == Role::list && is_ofac(file.staged)) {
      return ofac_.take(connection_, std::move(file));
    }
    const std::int64_t kept = read_role(file);
    record_input(connection_, file, kept);
    record(connection_, "ingest", file.problems.issues());
  }

  void note_given_twice(const std::filesystem::path& path, const std::string& earlier) {
    record(connection_, "ingest",
           {{.severity = Severity::warning,
             .file = path.filename().string(),
             .row = std::nullopt,
             .field = "",
             .value = "",
             .reason = fmt::format("holds the same bytes as {}, given before it", earlier),
             .advice = "it was read once, so nothing counts twice; leave it out"}});
  }

  std::int64_t read_role(SourceFile& file) {
    switch (file.recognised.role) {
      case Role::ledger:
        return read_ledger(connection_, file, known_, exchange_, mapping_);
      case Role::links:
        return read_links(connection_, file, known_, exchange_, mapping_);
      case Role::facilities:
        return read_facilities(connection_, file, known_);
      case Role::list:
        return read_watch_list(connection_, file, known_);
    }
    return 0;
  }

  std::size_t files() const {
    return request_.ledgers.size() + request_.links.size() + request_.facilities.size() +
           request_.lists.size();
  }

  double share_done() const { return static_cast<double>(inputs_) / static_cast<double>(files()); }

  Connection& connection_;
  const IngestRequest& request_;
  const Progress& progress_;
  KnownNames known_;
  Exchange exchange_;
  OfacList ofac_;
  ColumnMapping mapping_;
  std::int64_t inputs_ = 0;
  std::map<std::pair<Role, std::string>, std::string> given_;  ///< role and content -> file
};

}  // namespace

void ingest(Connection& connection, const IngestRequest& request, const Progress& progress) {
  Ingestion(connection, request, progress).run();
}

}  // namespace headwater
