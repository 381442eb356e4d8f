#include "ingest/watch_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"
#include "base/text.h"
#include "ingest/country_cells.h"
#include "ingest/listed_party.h"
#include "ingest/staged_records.h"

namespace headwater {
namespace {

std::vector<std::string> divided(const std::vector<std::string_view>& cells) {
  std::vector<std::string> parts;
  for (std::string_view cell : cells) {
    while (!cell.empty()) {
      const std::size_t end = cell.find_first_of(";|\n");
      if (const std::string_view part = trimmed(cell.substr(0, end)); !part.empty()) {
        parts.emplace_back(part);
      }
      cell.remove_prefix(end == std::string_view::npos ? cell.size() : end + 1);
    }
  }
  return parts;
}

/// A party may have several countries; the first is kept.
std::vector<std::string_view> first_parts(const std::vector<std::string_view>& cells) {
  std::vector<std::string_view> parts;
  for (const std::string_view cell : cells) {
    parts.push_back(trimmed(cell.substr(0, cell.find(';'))));
  }
  return parts;
}

class WatchListReader {
 public:
  WatchListReader(Connection& connection, SourceFile& file, const KnownNames& known)
      : file_(file),
        records_(connection, file.staged, file.recognised, file.problems),
        countries_(known) {}

  void run(ListWriter& writer) {
    while (records_.next()) {
      if (!records_.text("name")) {
        file_.problems.note({records_.row(), "name", ""}, "no name",
                            "the row was left out: there is nothing to match");
        continue;
      }
      writer.add(party());
    }
  }

 private:
  std::string kind() {
    const auto schema = records_.text("schema");
    if (const auto known = party_kind(schema.value_or(""))) {
      return *known;
    }
    if (file_.problems.first_time(fmt::format("kind {}", *schema))) {
      file_.problems.note({records_.row(), "schema", *schema}, "this kind of party is not known",
                          "its rows are kept as of unknown kind");
    }
    return "unknown";
  }

  ListedParty party() {
    const auto text = [&](std::string_view field) {
      return std::string(records_.text(field).value_or(""));
    };
    ListedParty party;
    party.row = records_.row();
    party.external_id = text("external_id");
    party.name = text("name");
    party.kind = kind();
    party.country = countries_.read(first_parts(records_.all("country")),
                                    {party.row, "country", {}}, file_.problems);
    party.list_date = text("list_date");
    party.topics = divided(records_.all("topics"));
    party.identifiers = divided(records_.all("identifier"));
    party.source = text("source");
    party.aliases = divided(records_.all("alias"));
    party.previous_names = divided(records_.all("previous_name"));
    party.weak_aliases = divided(records_.all("weak_alias"));
    return party;
  }

  SourceFile& file_;
  StagedRecords records_;
  CountryCells countries_;
};

}  // namespace

std::int64_t read_watch_list(Connection& connection, SourceFile& file, const KnownNames& known) {
  if (!file.recognised.has("name")) {
    throw Error(fmt::format(
        "{}: no column is recognised as the names of a watch-list; it has: {}. Name it in a "
        "mapping given with --columns: [columns] name = \"…\"",
        file.path.string(), fmt::join(file.staged.columns, ", ")));
  }
  ListWriter writer(connection, file.input_id, file.path.stem().string());
  WatchListReader(connection, file, known).run(writer);
  writer.close();
  return writer.count();
}

}  // namespace headwater
