#include "ingest/facilities.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "base/appender.h"
#include "base/error.h"
#include "ingest/amount.h"
#include "ingest/country_cells.h"
#include "ingest/staged_records.h"

namespace headwater {
namespace {

std::optional<double> degrees(const StagedRecords& records, std::string_view field, double limit,
                              Problems& problems) {
  const auto written = records.text(field);
  if (!written) {
    return std::nullopt;
  }
  const Amount value = parse_amount(*written, DecimalMark::point);
  if (value.state != AmountState::value || std::abs(value.value) > limit) {
    problems.warning({records.row(), field, *written},
                     fmt::format("not degrees from -{0} to {0}", limit),
                     "the facility is kept without it; write decimal degrees");
    return std::nullopt;
  }
  return value.value;
}

}  // namespace

std::int64_t read_facilities(Connection& connection, SourceFile& file, const KnownNames& known) {
  if (!file.recognised.has("name")) {
    throw Error(fmt::format(
        "{}: no column is recognised as the facilities' names; it has: {}. Name it in a mapping "
        "given with --columns",
        file.path.string(), fmt::join(file.staged.columns, ", ")));
  }
  const std::int64_t last =
      connection.integer("SELECT coalesce(max(facility_id), 0) FROM facilities").value_or(0);
  std::int64_t kept = 0;
  CountryCells countries(known);
  StagedRecords records(connection, file.staged, file.recognised, file.problems);
  Appender facilities(connection, "facilities");
  while (records.next()) {
    if (!records.text("name")) {
      file.problems.error({records.row(), "name", ""}, "a facility needs a name",
                          "the row was left out; fill in the cell");
      continue;
    }
    const auto country =
        countries.read(records.all("country"), {records.row(), "country", {}}, file.problems);
    facilities.row(last + ++kept, file.input_id, records.row(), records.text("external_id"),
                   records.text("name"), records.text("address"), country,
                   degrees(records, "latitude", 90, file.problems),
                   degrees(records, "longitude", 180, file.problems), records.text("sector"),
                   records.text("product_type"), records.text("parent_company"),
                   records.text("contributor"));
  }
  facilities.close();
  return kept;
}

}  // namespace headwater
