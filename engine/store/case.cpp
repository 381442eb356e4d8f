#include "store/case.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace fs = std::filesystem;

namespace headwater {

std::string_view embedded_derived_v3_sql();

namespace {

constexpr std::int64_t schema_version = 3;

/// Everything a case may hold: its files, their journals, what a run leaves when it is killed.
bool belongs_to_case(const fs::path& path) {
  const std::string name = path.filename().string();
  if (name == ".lock" || name.starts_with("derived.duckdb") || name.starts_with("records.sqlite")) {
    return true;
  }
  return name == "report.html" || name == "exports" || name == ".share";
}

void create_folder(const fs::path& folder) {
  std::error_code code;
  fs::create_directories(folder, code);
  if (code) {
    throw Error(
        fmt::format("{}: the case folder cannot be made: {}", folder.string(), code.message()));
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!belongs_to_case(entry.path())) {
      throw Error(
          fmt::format("{}: not a case (it holds {}); give a new or empty folder with --case",
                      folder.string(), entry.path().filename().string()));
    }
  }
}

/// Holds the writer's lock while it lives; the system lets go of it when the process dies.
class WriterLock {
 public:
  WriterLock(const fs::path& folder, const std::string& doing) {
    const fs::path file = folder / ".lock";
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor_ < 0) {
      throw Error(fmt::format("{}: cannot be written: {}", folder.string(), std::strerror(errno)));
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      const std::string others = content();
      ::close(descriptor_);
      throw Error(fmt::format("{}: another headwater {}; wait for it to end", folder.string(),
                              others.empty() ? "is writing to this case" : others));
    }
    if (::ftruncate(descriptor_, 0) != 0 ||
        ::pwrite(descriptor_, doing.data(), doing.size(), 0) < 0) {
      return;  // only what others are told is poorer: a full disk is met where it matters
    }
  }
  WriterLock(const WriterLock&) = delete;
  ~WriterLock() { ::close(descriptor_); }

 private:
  std::string content() const {
    std::string text(200, '\0');
    const auto read = ::pread(descriptor_, text.data(), text.size(), 0);
    text.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
    return text;
  }

  int descriptor_ = -1;
};

void create_schema(Database& database) {
  Connection connection = database.connect();
  connection.run(std::string(embedded_derived_v3_sql()));
  connection.run("INSERT INTO meta VALUES ('schema_version', ?)", {std::to_string(schema_version)});
}

std::optional<std::string> version_of(Database& database) {
  Connection connection = database.connect();
  const auto tables = connection.integer(
      "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'main' AND table_name = "
      "'meta'");
  if (tables.value_or(0) == 0) {
    return std::nullopt;
  }
  return connection.text("SELECT value FROM meta WHERE key = 'schema_version'");
}

std::int64_t checked_version(Database& database, const fs::path& folder) {
  const std::optional<std::string> version = version_of(database);
  if (!version) {
    throw Error(
        fmt::format("{}: derived.duckdb is not a case's; run headwater again with --overwrite",
                    folder.string()));
  }
  if (std::stoll(*version) > schema_version) {
    throw Error(
        fmt::format("{}: the case is from a newer version (schema {}, this headwater reads {}); "
                    "use that version",
                    folder.string(), *version, schema_version));
  }
  return std::stoll(*version);
}

Database opened_for_reading(const fs::path& folder, DatabaseOptions options) {
  options.read_only = true;
  return Database(folder / "derived.duckdb", options);
}

void remove_unfinished(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
  fs::remove(file.string() + ".wal", ignored);
  fs::remove_all(file.string() + ".tmp", ignored);
}

void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0) {
    ::fsync(descriptor);
    ::close(descriptor);
  }
}

}  // namespace

struct Case::Parts {
  Parts(const fs::path& where, const std::string& doing) : folder(where), lock(where, doing) {}
  fs::path folder;
  WriterLock lock;
};

Case::Case(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Case::Case(Case&&) noexcept = default;
Case::~Case() {
  if (parts_) {
    remove_unfinished(unfinished());
  }
}

Case Case::open_for_writing(const fs::path& folder, const std::string& doing) {
  create_folder(folder);
  Case opened(std::make_unique<Parts>(folder, doing));
  remove_unfinished(opened.unfinished());
  if (opened.has_results()) {
    Database derived = opened_for_reading(folder, {});
    checked_version(derived, folder);  // an older one may be replaced
  }
  return opened;
}

bool Case::has_results() const { return fs::exists(parts_->folder / "derived.duckdb"); }

fs::path Case::folder() const { return parts_->folder; }

fs::path Case::unfinished() const { return parts_->folder / "derived.duckdb.new"; }

Database Case::begin(const DatabaseOptions& options, bool copy_old) {
  remove_unfinished(unfinished());
  if (copy_old) {
    open_derived(parts_->folder, {});
    std::error_code code;
    fs::copy_file(parts_->folder / "derived.duckdb", unfinished(), code);
    if (code) {
      throw Error(fmt::format("{}: cannot be copied: {}", parts_->folder.string(), code.message()));
    }
    return Database(unfinished(), options);
  }
  Database database(unfinished(), options);
  create_schema(database);
  return database;
}

void Case::commit() {
  std::error_code code;
  fs::rename(unfinished(), parts_->folder / "derived.duckdb", code);
  if (code) {
    throw Error(fmt::format("{}: the results cannot be put in place: {}", parts_->folder.string(),
                            code.message()));
  }
  sync_folder(parts_->folder);
}

Database open_derived(const fs::path& folder, const DatabaseOptions& options) {
  const fs::path file = folder / "derived.duckdb";
  if (!fs::exists(file)) {
    throw Error(
        fmt::format("{}: no case here (derived.duckdb is missing); make one with headwater run",
                    folder.string()));
  }
  Database database = opened_for_reading(folder, options);
  if (const std::int64_t version = checked_version(database, folder); version < schema_version) {
    throw Error(
        fmt::format("{}: the case is from an older version (schema {}, this headwater reads {}); "
                    "map its ledger "
                    "again: headwater run with --overwrite",
                    folder.string(), version, schema_version));
  }
  return database;
}

Database scratch(const DatabaseOptions& options) {
  Database database("", options);
  create_schema(database);
  return database;
}

}  // namespace headwater
