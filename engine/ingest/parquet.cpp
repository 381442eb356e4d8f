#include "ingest/parquet.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace headwater {

Staged stage_parquet(Connection& connection, const std::string& file) {
  const std::string source = fmt::format("read_parquet({})", sql_text(file));
  Staged staged{.format = "parquet",
                .encoding = {},
                .delimiter = {},
                .width = 0,
                .surplus = 0,
                .typed = true,
                .columns = {},
                .header = 0,
                .records = 0,
                .rejected = {}};
  try {
    staged.columns = connection.query(fmt::format("SELECT * FROM {} LIMIT 0", source)).names();
    staged.width = staged.columns.size();
    std::string cells;
    for (std::size_t i = 0; i < staged.width; ++i) {
      cells += fmt::format("{}CAST({} AS VARCHAR) AS c{}", i == 0 ? "" : ", ",
                           sql_name(staged.columns[i]), i);
    }
    connection.run(
        fmt::format("CREATE OR REPLACE TEMP TABLE staged AS SELECT {} FROM {}", cells, source));
  } catch (const Error& error) {
    const std::string_view reason = error.what();
    throw Error(fmt::format("{}: cannot be read as Parquet: {}; fetch or export it again", file,
                            excerpt(reason.substr(0, reason.find('\n')), 160)));
  }
  staged.records = connection.integer("SELECT count(*) FROM staged").value_or(0);
  return staged;
}

}  // namespace headwater
