#include "ingest/source_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file_hash.h"
#include "ingest/csv.h"
#include "ingest/file_text.h"

namespace headwater {
namespace {

constexpr std::size_t told_by = 4096;

Staged stage_text(Connection& connection, const std::filesystem::path& file, const ColumnMapping& mapping,
                  Problems& problems) {
  FileText text = read_text(file, problems);
  return stage_csv(connection, file.string(), std::move(text), {mapping.encoding, mapping.delimiter}, problems);
}

}  // namespace

Staged stage(Connection& connection, const std::filesystem::path& file, const ColumnMapping& mapping,
             Problems& problems) {
  check_readable(file);
  switch (kind_of(first_bytes(file, told_by))) {
    case FileKind::other_binary:
      throw Error(fmt::format("{}: is neither a text nor a table format that is read (CSV, XLSX, Parquet, JSON); "
                              "export it as one of them",
                              file.string()));
    default:
      return stage_text(connection, file, mapping, problems);
  }
}

SourceFile open_source(Connection& connection, const std::filesystem::path& file, Role role,
                       const KnownNames& known, const ColumnMapping& mapping) {
  SourceFile source{file, 0, {}, {}, Problems(file.filename().string())};
  source.staged = stage(connection, file, mapping, source.problems);
  find_header(connection, source.staged, role, known, mapping, source.problems);
  source.recognised = recognise(connection, source.staged, role, known, mapping, source.problems);
  return source;
}

void record_input(Connection& connection, const SourceFile& file, std::int64_t rows_kept) {
  nlohmann::ordered_json columns = nlohmann::ordered_json::array();
  for (const Recognition::Column& column : file.recognised.report) {
    columns.push_back({{"column", column.column}, {"field", column.field}, {"how", column.how}});
  }
  const auto text = [](const std::string& value) {
    return value.empty() ? Parameter(std::monostate{}) : Parameter(value);
  };
  connection.run("INSERT INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 {file.input_id, std::string(name(file.recognised.role)), file.path.filename().string(),
                  sha256_of_file(file.path), static_cast<std::int64_t>(std::filesystem::file_size(file.path)),
                  file.staged.format, text(file.staged.encoding), text(file.staged.delimiter),
                  file.staged.data_records(), rows_kept,
                  columns.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
}

}  // namespace headwater
