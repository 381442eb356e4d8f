#include "ingest/watch_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"
#include "base/text.h"
#include "ingest/column_style.h"
#include "ingest/country_cells.h"
#include "ingest/list_eu.h"
#include "ingest/listed_party.h"
#include "ingest/staged_records.h"

namespace headwater {
namespace {

std::string plain_date(const CalendarDate& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

class WatchListReader {
 public:
  WatchListReader(Connection& connection, SourceFile& file, const KnownNames& known)
      : file_(file),
        records_(connection, file.staged, file.recognised, file.problems),
        known_(known),
        countries_(known),
        borders_(file.staged.stated.value_a_line ? "\n" : ";|\n"),
        order_(is_eu_list(file.staged)
                   ? DateOrder::day_first
                   : order_of(connection, file.staged, file.recognised, "list_date")) {}

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

  std::vector<std::string> all(std::string_view field) const {
    return divided(records_.all(field), borders_);
  }

  /// Of several, the first.
  std::string date() {
    const std::vector<std::string> written = all("list_date");
    if (written.empty()) {
      return {};
    }
    const ProblemPlace place{records_.row(), "list_date", written.front()};
    const ParsedDate parsed = parse_date(written.front(), order_);
    if (parsed.state == DateState::value) {
      return plain_date(parsed.date);
    }
    if (!parsed.year) {
      file_.problems.warning(place, "not a date",
                             "the entry is kept without the day it was listed; write dates as "
                             "2015-03-04");
      return {};
    }
    if (file_.problems.first_time("list_date")) {
      file_.problems.note(place, "the day of listing is not certain",
                          "only the year is kept; evidence of such entries does not fade with age");
    }
    return fmt::format("{}", *parsed.year);
  }

  std::string source() const {
    std::string source(records_.text("source").value_or(""));
    if (const auto ended = records_.text("end_date")) {
      const ParsedDate parsed = parse_date(*ended, order_);
      source += fmt::format(
          "{}until {}", source.empty() ? "" : "; ",
          parsed.state == DateState::value ? plain_date(parsed.date) : std::string(*ended));
    }
    return source;
  }

  ListedParty party() {
    const auto text = [&](std::string_view field) {
      return std::string(records_.text(field).value_or(""));
    };
    ListedParty party;
    party.input_id = file_.input_id;
    party.row = records_.row();
    party.list =
        file_.staged.stated.list.empty() ? file_.path.stem().string() : file_.staged.stated.list;
    party.edition = file_.staged.stated.edition;
    party.external_id = text("external_id");
    party.name = text("name");
    party.kind = kind();
    party.countries =
        countries_.read_all(all("country"), {party.row, "country", {}}, file_.problems);
    party.list_date = date();
    party.topics = all("topics");
    party.identifiers = all("identifier");
    party.source = source();
    party.aliases = all("alias");
    party.previous_names = all("previous_name");
    party.weak_aliases = all("weak_alias");
    if (is_eu_list(file_.staged)) {
      complete_eu_party(records_, known_, party);
    }
    return party;
  }

  SourceFile& file_;
  StagedRecords records_;
  const KnownNames& known_;
  CountryCells countries_;
  std::string_view borders_;  ///< between several values of a cell
  DateOrder order_;
};

}  // namespace

std::int64_t read_watch_list(Connection& connection, SourceFile& file, const KnownNames& known) {
  if (!file.recognised.has("name")) {
    throw Error(fmt::format(
        "{}: no column is recognised as the names of a watch-list; it has: {}. Name it in a "
        "mapping given with --columns: [columns] name = \"…\"",
        file.path.string(), fmt::join(file.staged.columns, ", ")));
  }
  ListWriter writer(connection);
  WatchListReader(connection, file, known).run(writer);
  writer.close();
  return writer.count();
}

}  // namespace headwater
