#include "ingest/column_style.h"
#include "ingest/ingest.h"
#include "ingest/role.h"
#include "ingest/source_file.h"

namespace headwater {

Recognition explain(Connection& connection, const std::filesystem::path& file,
                    const std::optional<std::filesystem::path>& column_mapping) {
  const KnownNames known(connection);
  const ColumnMapping mapping = read_mapping(column_mapping);
  Problems problems(file.filename().string());
  Staged staged = stage(connection, file, mapping, problems);
  const Role role = role_of(connection, staged, known, mapping);
  const Recognised found = recognise_columns(connection, staged, role, known, mapping, problems);
  record(connection, "ingest", problems.issues());
  const ColumnStyle style = style_of(connection, staged, found, mapping);
  return {.role = std::string(name(role)),
          .format = staged.format,
          .encoding = staged.encoding,
          .delimiter = staged.delimiter,
          .decimal = std::string(symbol(style.decimal)),
          .rows = staged.data_records(),
          .columns = found.report};
}

}  // namespace headwater
