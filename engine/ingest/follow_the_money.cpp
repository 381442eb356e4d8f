#include "ingest/follow_the_money.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "ingest/json_document.h"
#include "ingest/listed_party.h"

namespace headwater {
namespace {

using Cells = std::vector<std::optional<std::string>>;

/// A column of the list and the properties it is filled from, the best first.
struct Column {
  std::string_view name;
  std::vector<std::string_view> properties;
};

const std::vector<Column>& list_columns() {
  static const std::vector<Column> columns = {
      {"id", {}},
      {"schema", {}},
      {"name", {}},
      {"alias", {"name", "alias", "abbreviation"}},
      {"previous name", {"previousName"}},
      {"weak alias", {"weakAlias"}},
      {"jurisdiction", {"jurisdiction"}},
      {"country", {"country", "mainCountry", "flag"}},
      {"topics", {"topics"}},
      {"identifier",
       {"registrationNumber", "leiCode", "taxNumber", "vatCode", "innCode", "ogrnCode", "idNumber",
        "imoNumber", "mmsi", "uniqueEntityId", "dunsCode"}},
      {"start date", {"createdAt", "listingDate"}},
      {"source", {"sourceUrl"}}};
  return columns;
}

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

/// Values on lines of their own: names hold ";".
std::optional<std::string> joined(const Json& properties,
                                  const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) {
    for (const Json& value : array_at(properties, name)) {
      if (const auto part = scalar(value)) {
        text += text.empty() ? one_line(*part) : "\n" + one_line(*part);
      }
    }
  }
  return text.empty() ? std::nullopt : std::optional(text);
}

/// The caption, or the first name.
std::optional<std::string> name_of(const Json& entity, const Json& properties) {
  const Json& names = array_at(properties, "name");
  const auto caption = text_of(entity, "caption");
  if (caption && !names.empty()) {
    return caption;
  }
  return names.empty() ? std::nullopt : scalar(names[0]);
}

Cells row_of(const Json& entity) {
  const Json& properties = object_at(entity, "properties");
  Cells cells = {text_of(entity, "id"), text_of(entity, "schema"), name_of(entity, properties)};
  for (std::size_t i = cells.size(); i < list_columns().size(); ++i) {
    cells.push_back(joined(properties, list_columns()[i].properties));
  }
  return cells;
}

}  // namespace

Staged stage_entities(Connection& connection, std::string_view text, EntityCounts& counts,
                      Problems& problems) {
  Staged staged{.format = "ftm",
                .encoding = {},
                .delimiter = {},
                .width = list_columns().size(),
                .surplus = 0,
                .typed = true,
                .columns = {},
                .header = 0,
                .records = 0,
                .rejected = {}};
  staged.stated.value_a_line = true;
  for (const Column& column : list_columns()) {
    staged.columns.emplace_back(column.name);
  }
  create_staged(connection, staged.width);
  StagedRows rows(connection, staged.width);
  each_json_line(text, problems, [&](std::int64_t row, const Json* entity) {
    const bool is_party =
        entity && party_kind(text_of(*entity, "schema").value_or("?")).has_value();
    is_party ? rows.add(row_of(*entity)) : rows.add_empty();
    if (!is_party) {
      staged.rejected.push_back(row);
    }
    counts.parties += is_party ? 1 : 0;
  });
  rows.close();
  staged.records = rows.count();
  counts.records += staged.records;
  return staged;
}

void tell_parties(const EntityCounts& counts, const std::string& file, Problems& problems) {
  if (counts.parties == 0) {
    throw Error(fmt::format("{}: holds no company, organisation, vessel or person", file));
  }
  if (counts.parties < counts.records) {
    problems.note({{}, "schema", ""},
                  fmt::format("{} of {} records are no parties (addresses, payments, …)",
                              counts.records - counts.parties, counts.records),
                  "they were left out");
  }
}

Staged stage_follow_the_money(Connection& connection, std::string_view text,
                              const std::string& file, Problems& problems) {
  EntityCounts counts;
  Staged staged = stage_entities(connection, text, counts, problems);
  tell_parties(counts, file, problems);
  return staged;
}

}  // namespace headwater
