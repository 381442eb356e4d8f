#include "ingest/list_ofac.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "ingest/list_ofac_columns.h"

namespace headwater {
namespace {

constexpr std::string_view list_name = "OFAC sanctions list";

/// A cell that says something.
std::string given(const StagedRecords& records, std::string_view field) {
  const std::string_view cell = records.text(field).value_or("");
  return cell == ofac_nothing ? std::string() : std::string(cell);
}

/// "SDGT] [IFSR" -> SDGT, IFSR.
std::vector<std::string> programmes(std::string_view cell) {
  std::vector<std::string> all = {"sanction"};
  while (!cell.empty()) {
    const std::size_t end = cell.find(']');
    std::string_view name = trimmed(cell.substr(0, end));
    name.remove_prefix(name.starts_with('[') ? 1 : 0);
    if (!name.empty()) {
      all.emplace_back(name);
    }
    cell.remove_prefix(end == std::string_view::npos ? cell.size() : end + 1);
  }
  return all;
}

/// OFAC writes "SURNAME, Given names" of individuals, and everything else in capitals.
bool is_written_like_a_person(std::string_view name) {
  const std::size_t comma = name.find(',');
  return comma != std::string_view::npos &&
         std::ranges::any_of(name.substr(comma), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

void OfacList::take(Connection& connection, SourceFile source) {
  File& file = files_.emplace_back(std::move(source), std::map<std::int64_t, std::int64_t>{});
  const std::string& format = file.source.staged.format;
  has_names_ = has_names_ || format == ofac_names;
  StagedRecords records(connection, file.source.staged, file.source.recognised,
                        file.source.problems);
  while (records.next()) {
    const auto number = ofac_number(records.text("external_id").value_or(""));
    if (!number) {
      file.source.problems.error(
          {records.row(), "ent_num", records.text("external_id").value_or("")},
          "not the number of an entry", "the row was left out: nothing says whose it is");
      continue;
    }
    ++file.rows[*number];
    Entry& entry = entries_[*number];
    format == ofac_names     ? take_name(records, file, entry)
    : format == ofac_aliases ? take_alias(records, file, entry)
                             : take_country(records, file, entry);
  }
}

void OfacList::take_name(const StagedRecords& records, File& file, Entry& entry) {
  const std::string name = given(records, "name");
  if (name.empty() || entry.has_name) {
    file.source.problems.warning(
        {records.row(), "SDN_Name", name},
        name.empty() ? "no name" : "an entry of this number was read before",
        name.empty() ? "its alternative names stand for it, if there are any"
                     : "its name was kept as another name of that entry; give one edition");
    if (!name.empty()) {
      entry.party.aliases.push_back(name);
    }
    return;
  }
  entry.has_name = true;
  ListedParty& party = entry.party;
  party.input_id = file.source.input_id;
  party.row = records.row();
  party.name = name;
  const std::string type = given(records, "schema");
  party.kind = party_kind(type.empty() ? "entity" : type).value_or("unknown");
  party.topics = programmes(given(records, "topics"));
  take_country(records, file, entry);
  OfacRemarks::Read remarks = remarks_.read(given(records, "remarks"));
  party.weak_aliases.insert(party.weak_aliases.end(), remarks.weak_aliases.begin(),
                            remarks.weak_aliases.end());
  if (party.kind != "person") {
    party.identifiers = std::move(remarks.identifiers);
  }
}

void OfacList::take_alias(const StagedRecords& records, File& file, Entry& entry) {
  const std::string name = given(records, "alias");
  if (name.empty()) {
    file.source.problems.warning({records.row(), "alt_name", ""}, "no name",
                                 "the row was left out: there is nothing to match");
    return;
  }
  const std::string type = fold(given(records, "alias_type"));
  if (type != "aka" && type != "fka" && type != "nka" &&
      file.source.problems.first_time("type " + type)) {
    file.source.problems.note({records.row(), "alt_type", type},
                              "this kind of alternative name is not known",
                              "its rows were read as a.k.a.");
  }
  if (!entry.is_there()) {
    entry.party.input_id = file.source.input_id;
    entry.party.row = records.row();
  }
  entry.has_alias = true;
  ListedParty& party = entry.party;
  const bool weak = fold(given(records, "remarks")).find("weak") != std::string::npos;
  (weak            ? party.weak_aliases
   : type == "fka" ? party.previous_names
                   : party.aliases)
      .push_back(name);
}

void OfacList::take_country(const StagedRecords& records, File& file, Entry& entry) {
  std::string country = given(records, "country");
  if (constexpr std::string_view region = "Region: "; country.starts_with(region)) {
    country.erase(0, region.size());
  }
  if (country.empty() || withheld_.country(country)) {
    return;
  }
  if (auto iso3 = countries_.iso3(country)) {
    entry.countries.insert(std::move(*iso3));
  } else if (file.source.problems.first_time("country " + country)) {
    file.source.problems.note({records.row(), "country", country},
                              "this is the name of no country we know",
                              "entries that state only this count as of unknown country");
  }
}

/// Without the file of names, the first alternative name stands for the name.
void OfacList::finish(std::int64_t number, Entry& entry) {
  ListedParty& party = entry.party;
  party.list = list_name;
  party.external_id = fmt::format("{}", number);
  party.source = fmt::format("US Treasury, OFAC; ent_num {}", number);
  party.countries.assign(entry.countries.begin(), entry.countries.end());
  if (entry.has_name) {
    return;
  }
  const auto& names = !party.aliases.empty()          ? party.aliases
                      : !party.previous_names.empty() ? party.previous_names
                                                      : party.weak_aliases;
  party.name = names.front();
  party.topics = {"sanction"};
  const bool is_person = std::ranges::any_of(party.aliases, is_written_like_a_person) ||
                         std::ranges::any_of(party.previous_names, is_written_like_a_person) ||
                         std::ranges::any_of(party.weak_aliases, is_written_like_a_person);
  party.kind = is_person ? "person" : "unknown";
}

void OfacList::tell_unjoined(File& file) const {
  const bool addresses = file.source.staged.format == ofac_addresses;
  std::int64_t rows = 0;
  std::vector<std::int64_t> numbers;
  for (const auto& [number, count] : file.rows) {
    const Entry& entry = entries_.at(number);
    if (addresses ? !entry.is_there() : !entry.has_name) {
      rows += count;
      numbers.push_back(number);
    }
  }
  if (numbers.empty()) {
    return;
  }
  const std::string first = fmt::format("{}", numbers.front());
  const std::string reason =
      fmt::format("entries without a name in the files given: {} (rows: {}, the first entry: {})",
                  numbers.size(), rows, first);
  file.source.problems.warning(
      {{}, "ent_num", first}, reason,
      addresses
          ? "they were left out; give the three files of one edition together"
          : "the first alternative name stands for the name, and a person is told by the form "
            "of it; give SDN.CSV of the same edition for kinds, programmes and identifiers");
}

void OfacList::write_entries(Connection& connection) {
  ListWriter writer(connection);
  for (auto& [number, entry] : entries_) {
    if (entry.is_there()) {
      finish(number, entry);
      writer.add(entry.party);
    }
  }
  writer.close();
}

void OfacList::write(Connection& connection) {
  if (files_.empty()) {
    return;
  }
  const auto named = [&](std::int64_t number) { return entries_.at(number).is_there(); };
  if (std::ranges::none_of(entries_, [](const auto& entry) { return entry.second.is_there(); })) {
    throw Error(fmt::format(
        "{}: holds no name to match; give OFAC's SDN.CSV, or ALT.CSV, of the same edition with it",
        files_.front().source.path.string()));
  }
  write_entries(connection);
  for (File& file : files_) {
    if (file.source.staged.format != ofac_names) {
      tell_unjoined(file);
    }
    std::int64_t kept = 0;
    for (const auto& [number, rows] : file.rows) {
      kept += named(number) ? rows : 0;
    }
    record_input(connection, file.source, kept);
    record(connection, "ingest", file.source.problems.issues());
  }
}

}  // namespace headwater
