#include "ingest/list_eu.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace headwater {
namespace {

const std::map<std::string, std::string, std::less<>>& known_columns() {
  static const std::map<std::string, std::string, std::less<>> columns = {
      {"celex", "act"},
      {"amendedCelex", "act"},
      {"amendmentCelex", "amendment"},
      {"recordId", "external_id"},
      {"programKey", "topics"},
      {"annex", "annex"},
      {"measure", "measure"},
      {"startDate", "list_date"},
      {"schema", "schema"},
      {"name", "name"},
      {"alias", "alias"},
      {"weakAlias", "weak_alias"},
      {"previousName", "previous_name"},
      {"country", "country"},
      {"jurisdiction", "country"},
      {"flag", "country"},
      {"address", "address"},
      {"registrationNumber", "identifier"},
      {"taxNumber", "identifier"},
      {"idNumber", "identifier"},
      {"innCode", "identifier"},
      {"ogrnCode", "identifier"},
      {"leiCode", "identifier"},
      {"imoNumber", "identifier"},
      {"mmsi", "identifier"}};
  return columns;
}

std::string_view next_part(std::string_view& text, char border) {
  const std::size_t end = text.find(border);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

/// The country of an address is its last part, or its first: "…, Minsk, Belarus (at the time)".
void add_countries_of(std::string_view address, const CountryNames& countries,
                      std::vector<std::string>& found) {
  std::vector<std::string_view> parts;
  while (!address.empty()) {
    const std::string_view part = next_part(address, ',');
    parts.push_back(trimmed(part.substr(0, part.find('('))));
  }
  for (const std::string_view part : parts.empty() ? parts : std::vector{parts.back(), parts[0]}) {
    if (auto iso3 = part.empty() ? std::nullopt : countries.iso3(part)) {
      found.push_back(std::move(*iso3));
      return;
    }
  }
}

std::vector<std::string> identifiers(const std::vector<std::string_view>& cells) {
  std::set<std::string> written;
  std::vector<std::string> found;
  for (const std::string_view cell : cells) {
    for (std::string_view rest = cell; !rest.empty();) {
      std::string plain = plain_identifier(next_part(rest, ';'));
      if (!plain.empty() && written.insert(plain).second) {
        found.push_back(std::move(plain));
      }
    }
  }
  return found;
}

}  // namespace

void name_eu_fields(Staged& staged) {
  const auto has = [&](std::string_view name) {
    return std::ranges::find(staged.columns, name) != staged.columns.end();
  };
  if (!staged.stated.fields.empty() || !has("recordId") || !has("programKey") || !has("name") ||
      !(has("celex") || has("amendedCelex"))) {
    return;
  }
  for (const std::string& column : staged.columns) {
    const auto field = known_columns().find(column);
    staged.stated.fields.push_back(field == known_columns().end() ? "" : field->second);
  }
  staged.format = "eu";
  staged.stated.list = "EU sanctions (Official Journal)";
}

bool is_eu_list(const Staged& staged) { return staged.format == "eu"; }

void complete_eu_party(const StagedRecords& records, const KnownNames& known, ListedParty& party) {
  const auto text = [&](std::string_view field) { return records.text(field).value_or(""); };
  const std::string_view act = text("act");
  const std::string_view amendment = text("amendment");
  party.edition = amendment.empty() ? act : amendment;
  party.external_id = fmt::format("{}/{}", act, party.external_id);
  party.source = fmt::format("CELEX {}{}{}", party.edition,
                             amendment.empty() ? "" : fmt::format(", amending {}", act),
                             text("annex").empty() ? "" : fmt::format(", annex {}", text("annex")));
  party.topics.insert(party.topics.begin(),
                      text("measure") == "Export control" ? "export.control" : "sanction");
  for (std::string_view rest = text("address"); !rest.empty();) {
    add_countries_of(next_part(rest, ';'), known.countries, party.countries);
  }
  party.identifiers =
      party.kind == "person" ? std::vector<std::string>{} : identifiers(records.all("identifier"));
}

}  // namespace headwater
