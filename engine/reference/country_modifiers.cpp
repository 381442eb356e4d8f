#include "reference/country_modifiers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"

namespace headwater {
namespace {

constexpr int oldest_current_tier =
    2016;  // reports of 2001–2015 are one source, later ones another

using Levels = std::map<std::pair<std::string, std::string>, double>;

Levels read_levels(Connection& connection) {
  Levels levels;
  Rows rows = connection.query("SELECT modifier, level, multiplier FROM reference.modifiers");
  while (rows.next()) {
    levels[{std::string(*rows.row().text(0)), std::string(*rows.row().text(1))}] =
        rows.row().number(2).value_or(1);
  }
  return levels;
}

double level_of(const Levels& levels, const std::string& modifier, const std::string& level) {
  const auto found = levels.find({modifier, level});
  if (found == levels.end()) {
    throw Error(fmt::format("data/modifiers.csv: {} has no level {}", modifier, level));
  }
  return found->second;
}

void add_tiers(Connection& connection, const Levels& levels, std::vector<CountryModifier>& result) {
  Rows rows = connection.query(
      "SELECT c.iso3, arg_max(t.tier, t.year), max(t.year) FROM reference.countries c "
      "LEFT JOIN reference.tip_tiers t USING (iso3) GROUP BY c.iso3 ORDER BY c.iso3");
  const double unknown = level_of(levels, "tip_tier", "unknown");
  while (rows.next()) {
    CountryModifier m{std::string(*rows.row().text(0)), "tip_tier", "unknown", unknown,
                      "no tier in the US trafficking reports at hand"};
    if (const auto tier = rows.row().text(1)) {
      const auto year = rows.row().integer(2).value_or(0);
      const bool current = year >= oldest_current_tier;
      const double known = level_of(levels, "tip_tier", std::string(*tier));
      m.level = current ? std::string(*tier) : "unknown";
      m.multiplier = current ? known : std::max(known, unknown);
      m.detail = fmt::format("tier {} in the US trafficking report of {}{}", *tier, year,
                             current ? "" : ", none later at hand");
    }
    result.push_back(std::move(m));
  }
}

void add_rule_of_law(Connection& connection, const Levels& levels,
                     std::vector<CountryModifier>& result) {
  Rows rows = connection.query(
      "WITH latest AS (SELECT iso3, arg_max(value, year) AS value, max(year) AS year FROM "
      "reference.country_indicators WHERE indicator = 'rule_of_law' GROUP BY iso3), "
      "fifths AS (SELECT *, ntile(5) OVER (ORDER BY value, iso3) AS fifth FROM latest) "
      "SELECT c.iso3, CAST(f.fifth AS BIGINT), f.year, f.value FROM reference.countries c "
      "LEFT JOIN fifths f USING (iso3) ORDER BY c.iso3");
  while (rows.next()) {
    const auto fifth = rows.row().integer(1);
    const std::string level = fifth ? std::to_string(*fifth) : "unknown";
    result.push_back({std::string(*rows.row().text(0)), "rule_of_law", level,
                      level_of(levels, "rule_of_law", level),
                      fifth ? fmt::format("rule of law {:.2f} in {}: fifth {} of 5 from the lowest",
                                          rows.row().number(3).value_or(0),
                                          rows.row().integer(2).value_or(0), *fifth)
                            : "no rule-of-law figure"});
  }
}

void add_conflict(Connection& connection, const Levels& levels,
                  std::vector<CountryModifier>& result) {
  Rows rows = connection.query(
      "WITH i AS (SELECT iso3, year, value FROM reference.country_indicators WHERE indicator = "
      "'conflict_deaths'), span AS (SELECT max(year) AS last FROM i), d AS (SELECT iso3, "
      "sum(value) / 5 "
      "AS deaths, any_value(last) AS last FROM i, span WHERE year > last - 5 GROUP BY iso3) "
      "SELECT c.iso3, d.deaths, d.last FROM reference.countries c LEFT JOIN d USING (iso3) "
      "ORDER BY c.iso3");
  while (rows.next()) {
    const auto deaths = rows.row().number(1);
    const std::string level = !deaths           ? "unknown"
                              : *deaths >= 1000 ? "war"
                              : *deaths >= 25   ? "minor"
                                                : "none";
    const std::string detail =
        deaths ? fmt::format("{:.0f} recorded conflict deaths a year in the five years to {}",
                             *deaths, rows.row().integer(2).value_or(0))
               : "not in the conflict table";
    result.push_back({std::string(*rows.row().text(0)), "conflict", level,
                      level_of(levels, "conflict", level), detail});
  }
}

void add_tied_visas(Connection& connection, const Levels& levels,
                    std::vector<CountryModifier>& result) {
  Rows rows = connection.query(
      "WITH v AS (SELECT iso3, min(scope) AS scope, string_agg(regime, ', ' ORDER BY regime) AS "
      "regimes "
      "FROM reference.tied_visa GROUP BY iso3) SELECT c.iso3, v.scope, v.regimes "
      "FROM reference.countries c LEFT JOIN v USING (iso3) ORDER BY c.iso3");
  while (rows.next()) {
    const std::string level(rows.row().text(1).value_or("none"));
    result.push_back(
        {std::string(*rows.row().text(0)), "tied_visa", level, level_of(levels, "tied_visa", level),
         level == "none" ? "no employer-tied permit coded"
                         : fmt::format("{} (coded from law, unverified)", *rows.row().text(2))});
  }
}

}  // namespace

std::vector<CountryModifier> country_modifiers(Connection& connection) {
  const Levels levels = read_levels(connection);
  std::vector<CountryModifier> result;
  add_tiers(connection, levels, result);
  add_rule_of_law(connection, levels, result);
  add_conflict(connection, levels, result);
  add_tied_visas(connection, levels, result);
  std::ranges::sort(result, [](const CountryModifier& a, const CountryModifier& b) {
    return std::tie(a.iso3, a.modifier) < std::tie(b.iso3, b.modifier);
  });
  return result;
}

double multiplier(Connection& connection, const std::string& modifier, const std::string& level) {
  return level_of(read_levels(connection), modifier, level);
}

}  // namespace headwater
