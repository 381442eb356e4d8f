#include "pipeline/case_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/parallel.h"
#include "base/text.h"
#include "pipeline/pipeline.h"
#include "resolve/spelling.h"

namespace headwater {
namespace {

constexpr std::size_t choices_told = 10;
constexpr std::size_t names_a_task = 256;

std::optional<std::string> text(const Row& row, std::size_t column) {
  const auto value = row.text(column);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::string line_of(const NamedInCase& choice) {
  return fmt::format("\n  {}  {}{}", choice.code, excerpt(choice.name),
                     choice.country.empty() ? "" : " (" + choice.country + ")");
}

[[noreturn]] void refuse_ambiguous(const std::string& written,
                                   const std::vector<NamedInCase>& found) {
  std::string choices;
  for (std::size_t i = 0; i < std::min(found.size(), choices_told); ++i) {
    choices += line_of(found[i]);
  }
  if (found.size() > choices_told) {
    choices += fmt::format("\n  … and {} more", found.size() - choices_told);
  }
  throw Error(fmt::format(
      "'{}' may be any of these; give the code on the left, or the country beside it:{}",
      excerpt(written), choices));
}

[[noreturn]] void refuse_unknown(const std::string& written, const std::string& country) {
  throw Error(fmt::format(
      "nothing in this case is called '{}'{}; give a supplier's name or id "
      "(exports/suppliers.csv), "
      "or the id of a list's entry",
      excerpt(written), country.empty() ? "" : fmt::format(" in '{}'", excerpt(country))));
}

}  // namespace

bool speaks_of(const std::string& fingerprint, const NamedInCase& name) {
  const std::string_view key = without_identifier(name.fingerprint);
  std::vector<std::string> identifiers;
  if (key.size() + 1 < name.fingerprint.size()) {
    identifiers.push_back(name.fingerprint.substr(key.size() + 1));
  }
  return speaks_of(fingerprint, key, identifiers);
}

CaseNames::CaseNames(Connection& connection, int threads) : countries_(connection) {
  read_suppliers(connection);
  read_lists(connection);
  take_fingerprints(threads);
}

/// `leads`: the first spelling of an entity, the name of an entry; its code means it.
void CaseNames::add(const NameRecord& record, NamedInCase told, bool leads) {
  told.name = record.name;
  told.country = record.country.value_or("");
  by_name_.emplace(fold_words(record.name), names_.size());
  if (leads) {
    by_code_.emplace(fold(told.code), names_.size());
  }
  by_party_.emplace(told.code, names_.size());
  records_.push_back(record);
  names_.push_back(std::move(told));
}

void CaseNames::read_suppliers(Connection& connection) {
  Rows rows = connection.query(
      "SELECT name, country, supplier_id, entity_id, witness_id IS NULL FROM spellings WHERE name "
      "IS "
      "NOT NULL ORDER BY spelling_id");
  while (rows.next()) {
    const Row& row = rows.row();
    NamedInCase told;
    told.code = text(row, 3).value_or("");
    add({0, *text(row, 0), text(row, 1), text(row, 2)}, std::move(told),
        row.flag(4).value_or(false));
  }
}

/// Records as screening compares them: several identifiers of an entry settle nothing.
void CaseNames::read_lists(Connection& connection) {
  Rows rows = connection.query(
      "SELECT e.entry_id, n.name, nullif(e.country, ''), CASE WHEN contains(e.identifiers, ';') "
      "THEN "
      "NULL ELSE e.identifiers END, e.code, coalesce(e.external_id, CAST(e.\"row\" AS VARCHAR)), "
      "n.name = e.name FROM coded_entries e JOIN (SELECT DISTINCT entry_id, name FROM list_names) "
      "n "
      "USING (entry_id) WHERE n.name IS NOT NULL AND coalesce(e.kind, 'unknown') <> 'person' "
      "ORDER BY e.entry_id, n.name <> e.name, n.name");
  while (rows.next()) {
    const Row& row = rows.row();
    const std::string id = text(row, 5).value_or("");
    NamedInCase told;
    told.code = text(row, 4).value_or("");
    told.entry = *row.integer(0);
    const bool leads = row.flag(6).value_or(false);
    if (leads) {
      by_code_.emplace(fold(id), names_.size());
    }
    add({0, *text(row, 1), text(row, 2), text(row, 3)}, std::move(told), leads);
  }
}

void CaseNames::take_fingerprints(int threads) {
  in_parallel(
      threads, names_.size(),
      [&](std::size_t i) { names_[i].fingerprint = fingerprint(records_[i]); }, names_a_task);
  settle_identifiers();
  for (std::size_t i = 0; i < names_.size(); ++i) {
    by_fingerprint_.emplace(without_identifier(names_[i].fingerprint), i);
  }
  records_.clear();
}

/// Suppliers of one name and country are one to resolve, whatever their identifiers: all get the
/// fingerprint with the only identifier among them, or with none.
void CaseNames::settle_identifiers() {
  std::unordered_map<std::string, std::string> settled;
  for (const NamedInCase& name : names_) {
    const std::string key(without_identifier(name.fingerprint));
    const std::string bare = key + "|";
    if (name.entry != 0 || name.fingerprint == bare) {
      continue;
    }
    const auto [known, added] = settled.emplace(key, name.fingerprint);
    if (!added && known->second != name.fingerprint) {
      known->second = bare;
    }
  }
  for (NamedInCase& name : names_) {
    const auto known = settled.find(std::string(without_identifier(name.fingerprint)));
    if (name.entry == 0 && known != settled.end()) {
      name.fingerprint = known->second;
    }
  }
}

/// In the order they were added: suppliers first.
std::vector<NamedInCase> CaseNames::told(std::vector<std::size_t> places,
                                         std::string NamedInCase::* one_of_each) const {
  std::ranges::sort(places);
  std::vector<NamedInCase> found;
  for (const std::size_t place : places) {
    const NamedInCase& name = names_[place];
    if (std::ranges::find(found, name.*one_of_each, one_of_each) == found.end()) {
      found.push_back(name);
    }
  }
  return found;
}

std::vector<NamedInCase> CaseNames::fitting(const Sought& sought) const {
  const auto iso3 = countries_.iso3(sought.country);
  const auto is_other = [&](const NamedInCase& name) {
    return !sought.other_than || name.code != sought.other_than->code ||
           name.fingerprint != sought.other_than->fingerprint;
  };
  std::vector<std::size_t> places;
  const auto collect = [&](const auto& index, const std::string& key) {
    const auto [from, to] = index.equal_range(key);
    for (auto at = from; at != to; ++at) {
      const NamedInCase& name = names_[at->second];
      if (is_other(name) && (!iso3 || name.country == *iso3)) {
        places.push_back(at->second);
      }
    }
  };
  collect(by_code_, fold(sought.written));
  const bool by_code = !places.empty();
  if (!by_code) {
    collect(by_name_, fold_words(sought.written));
  }
  const auto is_listed = [&](std::size_t place) { return names_[place].entry != 0; };
  if (sought.suppliers_first && !std::ranges::all_of(places, is_listed)) {
    std::erase_if(places, is_listed);
  }
  const auto is_exact = [&](std::size_t place) { return names_[place].name == sought.written; };
  if (std::ranges::any_of(places, is_exact)) {
    std::erase_if(places, [&](std::size_t place) { return !by_code && !is_exact(place); });
  }
  std::vector<NamedInCase> found = told(std::move(places), &NamedInCase::fingerprint);
  for (NamedInCase& name : found) {
    name.asked_by_code = by_code;
  }
  return found;
}

NamedInCase CaseNames::find(const Sought& sought) const {
  if (!sought.country.empty() && !countries_.iso3(sought.country)) {
    throw Error(fmt::format("the country '{}' is not known; use its name or its ISO code",
                            excerpt(sought.country)));
  }
  const std::vector<NamedInCase> found = fitting(sought);
  if (found.size() > 1) {
    refuse_ambiguous(sought.written, found);
  }
  if (found.empty() && sought.other_than &&
      !fitting({.written = sought.written, .country = sought.country}).empty()) {
    throw Error(fmt::format("'{}' is the same spelling as the first; name the other party",
                            excerpt(sought.written)));
  }
  if (found.empty()) {
    refuse_unknown(sought.written, sought.country);
  }
  return found.front();
}

namespace {

std::vector<std::size_t> places_of(const std::unordered_multimap<std::string, std::size_t>& index,
                                   const std::string& key) {
  std::vector<std::size_t> places;
  const auto [from, to] = index.equal_range(key);
  for (auto at = from; at != to; ++at) {
    places.push_back(at->second);
  }
  return places;
}

}  // namespace

std::vector<NamedInCase> CaseNames::with(const std::string& fingerprint) const {
  auto places = places_of(by_fingerprint_, std::string(without_identifier(fingerprint)));
  std::erase_if(places, [&](std::size_t place) { return !speaks_of(fingerprint, names_[place]); });
  return told(std::move(places), &NamedInCase::code);
}

std::optional<NamedInCase> CaseNames::spelled(const std::string& code,
                                              std::string_view name) const {
  for (const std::size_t place : places_of(by_party_, code)) {
    if (names_[place].name == name) {
      return names_[place];
    }
  }
  return std::nullopt;
}

std::vector<NamedInCase> CaseNames::of_party(const std::string& code) const {
  return told(places_of(by_party_, code), &NamedInCase::fingerprint);
}

}  // namespace headwater
