#include "ingest/listed_party.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace headwater {
namespace {

std::optional<std::string> joined(const std::vector<std::string>& parts) {
  return parts.empty() ? std::nullopt : std::optional(fmt::format("{}", fmt::join(parts, ";")));
}

std::optional<std::string_view> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

}  // namespace

std::vector<std::string> divided(const std::vector<std::string_view>& cells,
                                 std::string_view borders) {
  std::vector<std::string> parts;
  for (std::string_view cell : cells) {
    while (!cell.empty()) {
      const std::size_t end = cell.find_first_of(borders);
      if (const std::string_view part = trimmed(cell.substr(0, end)); !part.empty()) {
        parts.emplace_back(part);
      }
      cell.remove_prefix(end == std::string_view::npos ? cell.size() : end + 1);
    }
  }
  return parts;
}

std::optional<std::string> party_kind(std::string_view schema) {
  static const std::map<std::string, std::string> kinds = {
      {"company", "company"},      {"organization", "company"}, {"organisation", "company"},
      {"legalentity", "company"},  {"publicbody", "company"},   {"entity", "company"},
      {"vessel", "vessel"},        {"ship", "vessel"},          {"person", "person"},
      {"naturalperson", "person"}, {"individual", "person"},    {"", "unknown"}};
  std::string key = fold_words(schema);
  std::erase(key, ' ');
  const auto found = kinds.find(key);
  return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

std::string plain_identifier(std::string_view written) {
  const std::string_view plain = trimmed(written.substr(0, written.find('(')));
  const bool has_digit = std::ranges::any_of(plain, [](char c) { return c >= '0' && c <= '9'; });
  return std::string(!has_digit ? "" : plain.substr(0, plain.find_last_not_of(". ") + 1));
}

ListWriter::ListWriter(Connection& connection)
    : last_id_(
          connection.integer("SELECT coalesce(max(entry_id), 0) FROM list_entries").value_or(0)),
      entries_(connection, "list_entries"),
      names_(connection, "list_names") {}

void ListWriter::add(const ListedParty& party) {
  const std::int64_t id = ++last_id_;
  ++count_;
  const std::set<std::string> countries(party.countries.begin(), party.countries.end());
  entries_.row(id, party.input_id, party.row, party.list, given(party.list_date),
               given(party.external_id), party.name, party.kind,
               joined({countries.begin(), countries.end()}), joined(party.topics),
               joined(party.identifiers), given(party.source), given(party.edition));
  std::set<std::string> written = {party.name};
  names_.row(id, party.name, "name");
  const auto add_names = [&](const std::vector<std::string>& names, std::string_view kind) {
    for (const std::string& name : names) {
      if (written.insert(name).second) {
        names_.row(id, name, kind);
      }
    }
  };
  add_names(party.aliases, "alias");
  add_names(party.previous_names, "previous");
  add_names(party.weak_aliases, "weak");
}

void ListWriter::close() {
  entries_.close();
  names_.close();
}

}  // namespace headwater
