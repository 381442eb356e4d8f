#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"
#include "ingest/country_cells.h"
#include "ingest/ingest.h"
#include "ingest/source_file.h"
#include "ingest/staged_records.h"

namespace headwater {

std::vector<NameRow> read_names(Connection& connection, const std::filesystem::path& file) {
  const KnownNames known(connection);
  SourceFile source = open_source(connection, file, Role::list, known, {});
  if (!source.recognised.has("name")) {
    if (source.staged.columns.size() != 1) {
      throw Error(
          fmt::format("{}: no column is recognised as names; it has: {}. Call the column 'name'",
                      file.string(), fmt::join(source.staged.columns, ", ")));
    }
    // A bare list: its first line is a name like the others.
    source.staged.header = 0;
    source.recognised.columns["name"] = {0};
  }
  CountryCells countries(known);
  StagedRecords records(connection, source.staged, source.recognised, source.problems);
  std::vector<NameRow> names;
  while (records.next()) {
    const auto name = records.text("name");
    if (!name) {
      source.problems.warning({records.row(), "name", {}}, "the row has no name",
                              "give it one, or leave the row out: it was not screened");
    } else {
      const auto identifier = records.text("identifier");
      names.push_back(
          {records.row(), std::string(*name),
           countries.read(records.all("country"), {records.row(), "country", {}}, source.problems),
           identifier ? std::optional<std::string>(*identifier) : std::nullopt});
    }
  }
  record(connection, "ingest", source.problems.issues());
  return names;
}

}  // namespace headwater
