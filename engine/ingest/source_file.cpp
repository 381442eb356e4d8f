#include "ingest/source_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file_hash.h"
#include "ingest/csv.h"
#include "ingest/encoding.h"
#include "ingest/file_text.h"
#include "ingest/follow_the_money.h"
#include "ingest/header.h"
#include "ingest/json_document.h"
#include "ingest/json_lines.h"
#include "ingest/list_eu.h"
#include "ingest/list_ofac_columns.h"
#include "ingest/list_un.h"
#include "ingest/ocds.h"
#include "ingest/parquet.h"
#include "ingest/xlsx.h"

namespace headwater {
namespace {

constexpr std::size_t told_by = 4096;

Staged stage_json(Connection& connection, const std::string& path, const Decoded& decoded,
                  Problems& problems) {
  switch (json_kind(decoded.text)) {
    case JsonKind::ocds:
      return stage_ocds(connection, decoded.text, path, problems);
    case JsonKind::follow_the_money:
      return stage_follow_the_money(connection, decoded.text, path, problems);
    case JsonKind::array:
      return stage_json_array(connection, decoded.text, path, problems);
    case JsonKind::lines:
      return stage_json_lines(connection, decoded.text, path, problems);
  }
  return {};
}

Staged stage_text(Connection& connection, const std::filesystem::path& file,
                  const ColumnMapping& mapping, Problems& problems) {
  FileText text = read_text(file, problems);
  const FileKind kind = kind_of(text.bytes);
  if (kind != FileKind::json && kind != FileKind::xml) {
    Staged staged =
        stage_csv(connection, file.string(), std::move(text),
                  {.encoding = mapping.encoding, .delimiter = mapping.delimiter}, problems);
    name_ofac_columns(connection, staged, file.string());
    return staged;
  }
  const Decoded decoded = decode(std::move(text.bytes), mapping.encoding, problems);
  Staged staged = kind == FileKind::xml
                      ? stage_un_list(connection, decoded.text, file.string(), problems)
                      : stage_json(connection, file.string(), decoded, problems);
  staged.encoding = decoded.encoding;
  return staged;
}

}  // namespace

Staged stage(Connection& connection, const std::filesystem::path& file,
             const ColumnMapping& mapping, Problems& problems) {
  check_readable(file);
  switch (kind_of(first_bytes(file, told_by))) {
    case FileKind::zip:
      return stage_xlsx(connection, file, mapping.sheet, problems);
    case FileKind::parquet:
      return stage_parquet(connection, file.string());
    case FileKind::not_a_table:
      throw Error(
          fmt::format("{}: is not a table that can be read (CSV, XLSX, Parquet, JSON); an old .xls "
                      "or a workbook with "
                      "a password must be saved as .xlsx first",
                      file.string()));
    case FileKind::text:
    case FileKind::json:
    case FileKind::xml:
      break;
  }
  return stage_text(connection, file, mapping, problems);
}

SourceFile open_source(Connection& connection, const std::filesystem::path& file, Role role,
                       const KnownNames& known, const ColumnMapping& mapping) {
  SourceFile source{file, 0, {}, {}, Problems(file.filename().string()), {}};
  source.staged = stage(connection, file, mapping, source.problems);
  source.recognised =
      recognise_columns(connection, source.staged, role, known, mapping, source.problems);
  return source;
}

Recognised recognise_columns(Connection& connection, Staged& staged, Role role,
                             const KnownNames& known, const ColumnMapping& mapping,
                             Problems& problems) {
  find_header(connection, staged, role, known, mapping, problems);
  if (role == Role::list) {
    name_eu_fields(staged);
  }
  return recognise(connection, staged, role, known, mapping, problems);
}

void record_input(Connection& connection, const SourceFile& file, std::int64_t rows_kept) {
  nlohmann::ordered_json columns = nlohmann::ordered_json::array();
  for (const Recognition::Column& column : file.recognised.report) {
    columns.push_back({{"column", column.column}, {"field", column.field}, {"how", column.how}});
  }
  const auto text = [](const std::string& value) {
    return value.empty() ? Parameter(std::monostate{}) : Parameter(value);
  };
  connection.run(
      "INSERT INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {file.input_id, std::string(name(file.recognised.role)), file.path.filename().string(),
       file.sha256, static_cast<std::int64_t>(std::filesystem::file_size(file.path)),
       file.staged.format, text(file.staged.encoding), text(file.staged.delimiter),
       file.staged.data_records(), rows_kept,
       columns.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
}

}  // namespace headwater
