#include "ingest/list_un.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"
#include "ingest/xml.h"

namespace headwater {
namespace {

/// The list has 2 MB. A tree in memory takes several times the text.
constexpr std::size_t megabyte = 1'048'576;
constexpr std::size_t largest_list = 256 * megabyte;

/// Columns, in the words of data/column_names.csv.
enum Column : std::size_t {
  reference,
  schema,
  name,
  alias,
  previous_name,
  weak_alias,
  country,
  topics,
  listed_on,
  source,
  columns
};
constexpr std::array<const char*, columns> column_names = {
    "reference number", "schema",  "name",   "alias",     "previous name",
    "weak alias",       "country", "topics", "listed on", "source"};
constexpr std::array<const char*, columns> fields = {
    "external_id", "schema",  "name",   "alias",     "previous_name",
    "weak_alias",  "country", "topics", "list_date", "source"};

using Cells = std::vector<std::optional<std::string>>;

/// The text of a child, its line breaks and runs of blanks as one blank.
std::string text_of(const pugi::xml_node& party, std::string_view child_name) {
  std::string text;
  for (const char c : std::string_view(child(party, child_name).text().get())) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  return std::string(trimmed(text));
}

void add_line(std::optional<std::string>& cell, const std::string& value) {
  if (!value.empty()) {
    cell = cell ? *cell + "\n" + value : value;
  }
}

/// Names of individuals stand in up to four parts; some entities have two names with ";" between.
void put_name(const pugi::xml_node& party, Cells& cells) {
  std::string whole;
  for (const char* part : {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}) {
    const std::string text = text_of(party, part);
    whole += whole.empty() || text.empty() ? text : " " + text;
  }
  std::string_view rest = whole;
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    const std::string part(trimmed(rest.substr(0, end)));
    add_line(cells[name] ? cells[alias] : cells[name], part);
    if (const std::size_t bracket = part.find(" (");
        bracket != std::string::npos && part.ends_with(')')) {
      add_line(cells[alias], part.substr(0, bracket));  // "LORRY COMPANY (LC)"
    }
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  add_line(cells[alias], text_of(party, "NAME_ORIGINAL_SCRIPT"));
}

/// QUALITY is "Good", "Low", "a.k.a." or "f.k.a.".
void put_alias(const pugi::xml_node& given, Cells& cells) {
  const std::string quality = fold(text_of(given, "QUALITY"));
  const Column column = quality == "low" ? weak_alias : quality == "f.k.a." ? previous_name : alias;
  add_line(cells[column], text_of(given, "ALIAS_NAME"));
}

/// Dates may carry a time or a time zone: 2015-04-07-04:00.
std::string day_of(std::string_view date) {
  const std::string_view day = date.substr(0, std::string_view("2015-04-07").size());
  const bool is_day = day.find_first_not_of("0123456789-") == std::string_view::npos;
  return std::string(is_day ? day : date);
}

Cells row_of(const pugi::xml_node& party, bool is_person) {
  Cells cells(columns);
  const std::string number = text_of(party, "REFERENCE_NUMBER");
  add_line(cells[reference], number.empty() ? text_of(party, "DATAID") : number);
  cells[schema] = is_person ? "individual" : "entity";
  put_name(party, cells);
  for (const pugi::xml_node child : party.children()) {
    const std::string_view tag = local_name(child);
    if (tag.ends_with("_ALIAS")) {
      put_alias(child, cells);
    } else if (tag.ends_with("_ADDRESS")) {
      add_line(cells[country], text_of(child, "COUNTRY"));
    }
  }
  cells[topics] = "sanction";
  add_line(cells[topics], text_of(party, "UN_LIST_TYPE"));
  add_line(cells[listed_on], day_of(text_of(party, "LISTED_ON")));
  cells[source] = number.empty() ? "UN Security Council" : "UN Security Council, " + number;
  return cells;
}

Staged laid_out(std::string_view generated) {
  Staged staged{.format = "un",
                .encoding = {},
                .delimiter = {},
                .width = columns,
                .surplus = 0,
                .typed = true,
                .columns = {column_names.begin(), column_names.end()},
                .header = 0,
                .records = 0,
                .rejected = {}};
  staged.stated.fields = {fields.begin(), fields.end()};
  staged.stated.list = "UN Security Council consolidated list";
  staged.stated.edition = day_of(generated);
  staged.stated.value_a_line = true;
  return staged;
}

void check_size(const std::string& text, const std::string& file) {
  if (text.size() > largest_list) {
    throw Error(fmt::format("{}: is XML of {} MB, more than any list; fetch it again", file,
                            text.size() / megabyte));
  }
}

}  // namespace

Staged stage_un_list(Connection& connection, const std::string& text, const std::string& file,
                     Problems& problems) {
  check_size(text, file);
  const pugi::xml_document document = parse_xml(text, file, pugi::encoding_utf8);
  const pugi::xml_node root = document.document_element();
  if (local_name(root) != "CONSOLIDATED_LIST") {
    throw Error(fmt::format(
        "{}: is XML, and of XML only the UN Security Council's consolidated list is read "
        "(CONSOLIDATED_LIST); export a table as CSV, save an old spreadsheet as .xlsx",
        file));
  }
  Staged staged = laid_out(trimmed(root.attribute("dateGenerated").as_string()));
  create_staged(connection, staged.width);
  StagedRows rows(connection, staged.width);
  for (const auto& [group, member] :
       {std::pair("INDIVIDUALS", "INDIVIDUAL"), std::pair("ENTITIES", "ENTITY")}) {
    for (const pugi::xml_node party : children(child(root, group), member)) {
      rows.add(row_of(party, std::string_view(member) == "INDIVIDUAL"));
    }
  }
  rows.close();
  staged.records = rows.count();
  if (staged.stated.edition.empty()) {
    problems.note({{}, "dateGenerated", ""}, "the list does not say of when it is",
                  "its results carry no date of the list");
  }
  return staged;
}

}  // namespace headwater
