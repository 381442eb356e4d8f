#include "pipeline/list_index.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <string_view>
#include <system_error>

#include "base/error.h"
#include "ingest/ingest.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

/// Between the fields of a tag, which hold none.
constexpr char border = '\x1F';

enum class Field : std::uint8_t {
  name_kind,
  id,
  list,
  name,
  kind,
  countries,
  topics,
  listed_on,
  edition,
  source
};

/// What each field of a tag is filled from, in their order.
constexpr std::array<std::string_view, 10> columns = {
    "n.kind",    "coalesce(e.external_id, CAST(e.\"row\" AS VARCHAR))",
    "e.list",    "e.name",
    "e.kind",    "e.country",
    "e.topics",  "e.list_date",
    "e.edition", "e.source"};

std::string tag_in_sql() {
  std::string sql;
  for (const std::string_view column : columns) {
    sql += fmt::format("{}replace(coalesce({}, ''), chr(31), ' ')",
                       sql.empty() ? "" : " || chr(31) || ", column);
  }
  return sql;
}

std::vector<std::string> parts(std::string_view joined, char between) {
  std::vector<std::string> result;
  while (!joined.empty()) {
    const std::size_t end = joined.find(between);
    result.emplace_back(joined.substr(0, end));
    joined.remove_prefix(end == std::string_view::npos ? joined.size() : end + 1);
  }
  return result;
}

std::array<std::string_view, columns.size()> fields_of(std::string_view tag) {
  std::array<std::string_view, columns.size()> fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::size_t end = tag.find(border);
    if ((end == std::string_view::npos) != (i + 1 == fields.size())) {
      throw Error(
          "the index of names holds something other than lists' entries, or is damaged; build it "
          "again with headwater index");
    }
    fields.at(i) = tag.substr(0, end);
    tag.remove_prefix(end == std::string_view::npos ? tag.size() : end + 1);
  }
  return fields;
}

std::optional<std::string> text(const Row& row, std::size_t column) {
  const auto value = row.text(column);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::size_t entries_of(const std::vector<NameRecord>& names) {
  std::set<std::int64_t> ids;
  for (const NameRecord& name : names) {
    ids.insert(name.id);
  }
  return ids.size();
}

void refuse_to_replace_a_list(const IndexRequest& request) {
  for (const fs::path& list : request.lists) {
    std::error_code none;
    if (fs::equivalent(list, request.file, none)) {
      throw Error(fmt::format("{}: is one of the lists; name another file for the index",
                              request.file.string()));
    }
  }
}

/// What breaks off half-way leaves the file as it was.
void append_whole(const NameIndex& index, const fs::path& file) {
  const fs::path unfinished = file.string() + ".new";
  std::error_code code;
  fs::copy_file(file, unfinished, fs::copy_options::overwrite_existing, code);
  if (!code) {
    index.append_to(unfinished);
    fs::rename(unfinished, file, code);
  }
  if (code) {
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    throw Error(
        fmt::format("{}: the index of names cannot be written: {}", file.string(), code.message()));
  }
}

}  // namespace

std::vector<NameRecord> listed_names(Connection& connection, std::int64_t last_id) {
  std::vector<NameRecord> records;
  Rows rows = connection.query(
      fmt::format("SELECT n.entry_id, n.name, e.country, "
                  "CASE WHEN contains(e.identifiers, ';') THEN NULL ELSE e.identifiers END, "
                  "{} "  // several identifiers settle nothing
                  "FROM list_names n JOIN list_entries e USING (entry_id) "
                  "WHERE coalesce(e.kind, 'unknown') IN ('company', 'vessel', 'unknown') "
                  "ORDER BY n.entry_id, n.name",
                  tag_in_sql()));
  while (rows.next()) {
    const Row& row = rows.row();
    records.push_back({last_id + *row.integer(0), text(row, 1).value_or(""), text(row, 2),
                       text(row, 3), text(row, 4).value_or("")});
  }
  return records;
}

ListEntry entry_of(const NameCandidate& found) {
  const auto fields = fields_of(found.tag);
  const auto field = [&](Field which) {
    return std::string(fields.at(static_cast<std::size_t>(which)));
  };
  const auto optional_field = [&](Field which) {
    std::string value = field(which);
    return value.empty() ? std::nullopt : std::optional(std::move(value));
  };
  return {.id = field(Field::id),
          .list = field(Field::list),
          .name = field(Field::name),
          .schema = field(Field::kind) == "vessel" ? "Vessel" : "LegalEntity",
          .countries = parts(field(Field::countries), ';'),
          .topics = parts(field(Field::topics), ';'),
          .listed_on = optional_field(Field::listed_on),
          .edition = optional_field(Field::edition),
          .source = optional_field(Field::source)};
}

bool is_weak(const NameCandidate& found) {
  return fields_of(found.tag).at(static_cast<std::size_t>(Field::name_kind)) == "weak";
}

Indexed index_lists(Connection& connection, const IndexRequest& request, const Progress& progress) {
  refuse_to_replace_a_list(request);
  // Before the lists are read, which takes longer: what cannot be added to is told at once.
  const std::size_t held = request.append ? NameIndex::open(request.file).size() : 0;
  ingest(
      connection,
      {.ledgers = {}, .links = {}, .facilities = {}, .lists = request.lists, .column_mapping = {}},
      progress);
  // No entry has fewer names than one: as many ids are taken as there are names, at most.
  std::vector<NameRecord> names = listed_names(connection, static_cast<std::int64_t>(held));
  const std::size_t entries = entries_of(names);
  const NameIndex index(std::move(names), request.threads);
  request.append ? append_whole(index, request.file) : index.save(request.file);
  return {entries, index.size(), held + index.size()};
}

}  // namespace headwater
