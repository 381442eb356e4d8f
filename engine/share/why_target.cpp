#include "share/why_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "reference/reference.h"
#include "share/sql.h"

namespace headwater {
namespace {

using Kind = WhyTarget::Kind;
constexpr std::size_t candidates_told = 10;

std::optional<WhyTarget> by_query(Connection& connection, Kind kind, const std::string& query,
                                  const std::string& key) {
  Rows rows = connection.query(query, {key});
  if (!rows.next()) {
    return std::nullopt;
  }
  return WhyTarget{kind, string_at(rows.row(), 0), string_at(rows.row(), 1)};
}

std::optional<WhyTarget> by_code(Connection& connection, const std::string& about) {
  if (fold(about) == "ledger") {
    return WhyTarget{Kind::ledger, "ledger", "the whole ledger"};
  }
  if (auto found = by_query(
          connection, Kind::supplier,
          "SELECT entity_id, name FROM entities WHERE upper(entity_id) = upper(?)", about)) {
    return found;
  }
  if (auto found = by_query(
          connection, Kind::sector,
          "SELECT sector, name FROM reference.sectors WHERE lower(sector) = lower(?)", about)) {
    return found;
  }
  return by_query(connection, Kind::country,
                  "SELECT iso3, name FROM reference.countries WHERE iso3 = upper(?)", about);
}

/// Suppliers whose name, or one of its spellings, is this or (if `within`) holds it.
std::vector<WhyTarget> suppliers_named(Connection& connection, const std::string& folded,
                                       bool within) {
  std::vector<WhyTarget> found;
  Rows rows = connection.query(
      "SELECT entity_id, e.name, n.name FROM entities e JOIN (SELECT entity_id, name FROM entities "
      "UNION "
      "SELECT entity_id, name FROM spellings) n USING (entity_id) WHERE n.name IS NOT NULL "
      "ORDER BY e.lines DESC, entity_id, n.name");
  while (rows.next()) {
    const std::string name = fold_words(*rows.row().text(2));
    const bool fits = within ? name.find(folded) != std::string::npos : name == folded;
    const std::string id = string_at(rows.row(), 0);
    if (fits && std::ranges::find(found, id, &WhyTarget::key) == found.end()) {
      found.push_back({Kind::supplier, id, string_at(rows.row(), 1)});
    }
  }
  return found;
}

std::vector<WhyTarget> sectors_named(Connection& connection, const std::string& folded) {
  std::vector<WhyTarget> found;
  Rows rows =
      connection.query("SELECT sector, name, short_name FROM reference.sectors ORDER BY sector");
  while (rows.next()) {
    const std::string name = string_at(rows.row(), 1);
    if (fold_words(name) == folded || fold_words(string_at(rows.row(), 2)) == folded) {
      found.push_back({Kind::sector, string_at(rows.row(), 0), name});
    }
  }
  return found;
}

std::vector<WhyTarget> named(Connection& connection, const std::string& about) {
  const std::string folded = fold_words(about);
  std::vector<WhyTarget> found = suppliers_named(connection, folded, false);
  if (const auto iso3 = CountryNames(connection).iso3(about)) {
    const auto name =
        connection.text("SELECT name FROM reference.countries WHERE iso3 = ?", {*iso3});
    found.push_back({Kind::country, *iso3, name.value_or(*iso3)});
  }
  for (WhyTarget& sector : sectors_named(connection, folded)) {
    found.push_back(std::move(sector));
  }
  return found.empty() && folded.size() > 2 ? suppliers_named(connection, folded, true) : found;
}

[[noreturn]] void refuse_ambiguous(const std::string& about, const std::vector<WhyTarget>& found) {
  std::string candidates;
  for (std::size_t i = 0; i < std::min(found.size(), candidates_told); ++i) {
    candidates += fmt::format("\n  {}  {}", found[i].key, excerpt(found[i].name));
  }
  const std::string more = found.size() > candidates_told
                               ? fmt::format("\n  … and {} more", found.size() - candidates_told)
                               : "";
  throw Error(fmt::format("'{}' may be any of these; give the code on the left:{}{}",
                          excerpt(about), candidates, more));
}

}  // namespace

WhyTarget understood(Connection& connection, const std::string& about) {
  if (auto target = by_code(connection, about)) {
    return *target;
  }
  const std::vector<WhyTarget> found = named(connection, about);
  if (found.size() > 1) {
    refuse_ambiguous(about, found);
  }
  if (found.empty()) {
    throw Error(
        fmt::format("nothing in this case is called '{}'; give a supplier's name or id "
                    "(exports/suppliers.csv), "
                    "a country, a sector (c1 to c35), or 'ledger'",
                    excerpt(about)));
  }
  return found.front();
}

}  // namespace headwater
