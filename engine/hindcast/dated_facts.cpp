#include "hindcast/dated_facts.h"

#include <fmt/format.h>

#include "reference/reference.h"

namespace headwater {
namespace {

using ByCountry = std::map<std::string, double, std::less<>>;

ByCountry by_country(Connection& connection, const std::string& sql,
                     const std::vector<Parameter>& parameters) {
  ByCountry found;
  Rows rows = connection.query(sql, parameters);
  while (rows.next()) {
    if (const auto value = rows.row().number(1)) {
      found.emplace(*rows.row().text(0), *value);
    }
  }
  return found;
}

std::optional<double> of(const ByCountry& facts, const std::string& iso3) {
  const auto found = facts.find(iso3);
  return found == facts.end() ? std::nullopt : std::optional(found->second);
}

std::int64_t years(Connection& connection, std::string_view key) {
  return static_cast<std::int64_t>(assumption(connection, key).value);
}

/// The newest figure of a table that is dated by `year` and not before `oldest`.
ByCountry newest(Connection& connection, std::string_view table, std::string_view value,
                 const std::vector<Parameter>& parameters) {
  return by_country(connection,
                    fmt::format("SELECT iso3, CAST(arg_max({}, year) AS DOUBLE) FROM reference.{} "
                                "WHERE indicator = ? AND year <= ? AND year >= ? GROUP BY iso3",
                                value, table),
                    parameters);
}

ByCountry income(Connection& connection, std::int64_t year) {
  return by_country(connection,
                    "SELECT g.iso3, arg_max(ln(g.value / p.value), g.year) "
                    "FROM reference.country_indicators g JOIN reference.country_indicators p "
                    "ON p.iso3 = g.iso3 AND p.year = g.year AND p.indicator = 'population' "
                    "WHERE g.indicator = 'gdp_usd' AND g.year <= ? AND g.value > 0 AND p.value > 0 "
                    "GROUP BY g.iso3",
                    {year});
}

ByCountry tiers(Connection& connection, std::int64_t year) {
  return by_country(connection,
                    "SELECT iso3, arg_max(CASE tier WHEN '1' THEN 0e0 WHEN '2' THEN 1e0 "
                    "WHEN '2WL' THEN 2e0 WHEN '3' THEN 3e0 END, year) FROM reference.tip_tiers "
                    "WHERE year <= ? AND year >= ? GROUP BY iso3",
                    {year, year - years(connection, "hindcast.tier_years")});
}

void take_figures(Connection& connection, DatedFacts& facts) {
  const std::int64_t year = facts.year;
  const std::int64_t ever = 0;
  const auto population = newest(connection, "country_indicators", "ln(value)",
                                 {std::string("population"), year, ever});
  const auto development =
      newest(connection, "country_indicators", "value", {std::string("hdi"), year, ever});
  const auto vulnerable = newest(connection, "work_conditions", "value",
                                 {std::string("vulnerable_employment"), year, ever});
  const auto children = newest(connection, "work_conditions", "value",
                               {std::string("children_in_employment"), year,
                                year - years(connection, "hindcast.children_years")});
  const auto per_head = income(connection, year);
  const auto tier = tiers(connection, year);
  for (CountryFacts& country : facts.countries) {
    country.population = of(population, country.iso3);
    country.income = of(per_head, country.iso3);
    country.development = of(development, country.iso3);
    country.vulnerable = of(vulnerable, country.iso3);
    country.children = of(children, country.iso3);
    country.tier = of(tier, country.iso3);
  }
}

void take_geography(Connection& connection, DatedFacts& facts) {
  std::map<std::string, CountryFacts, std::less<>> known;
  Rows rows = connection.query(
      "SELECT c.iso3, coalesce(c.region, ''), coalesce(c.subregion, ''), CAST(g.latitude AS "
      "DOUBLE), CAST(g.longitude AS DOUBLE) FROM reference.countries c LEFT JOIN "
      "reference.country_geography g USING (iso3)");
  while (rows.next()) {
    const Row& row = rows.row();
    CountryFacts& country = known[std::string(*row.text(0))];
    country.iso3 = *row.text(0);
    country.region = *row.text(1);
    country.subregion = *row.text(2);
    country.latitude = row.number(3);
    country.longitude = row.number(4);
  }
  Rows borders =
      connection.query("SELECT iso3, neighbour FROM reference.country_borders ORDER BY ALL");
  while (borders.next()) {
    known[std::string(*borders.row().text(0))].neighbours.emplace_back(*borders.row().text(1));
  }
  for (CountryFacts& country : facts.countries) {
    const std::string iso3 = country.iso3;
    country = known[iso3];
    country.iso3 = iso3;
  }
}

/// Countries of the table itself only: cells of the split rest of the world say how large a country
/// is, not what it makes.
void take_sectors(Connection& connection, const std::filesystem::path& data, DatedFacts& facts) {
  if (facts.year < years(connection, "hindcast.table_year")) {
    return;
  }
  const auto file = [&](std::string_view name) { return sql_text((data / "io" / name).string()); };
  Rows rows = connection.query(fmt::format(
      "WITH output AS (SELECT region, sector, output FROM read_parquet({}) WHERE output > 0), "
      "sold AS (SELECT from_region AS region, from_sector AS sector, value FROM read_parquet({}) "
      "WHERE from_region <> to_region UNION ALL SELECT region, sector, value FROM "
      "read_parquet({}) WHERE region <> to_region), "
      "exported AS (SELECT region, sector, sum(CAST(value AS DECIMAL(38, 6))) AS value FROM sold "
      "GROUP BY ALL), "
      "country AS (SELECT region, sum(CAST(output AS DECIMAL(38, 6))) AS total FROM output GROUP "
      "BY "
      "ALL), "
      "world AS (SELECT sector, sum(CAST(output AS DECIMAL(38, 6))) AS total FROM output GROUP BY "
      "ALL) "
      "SELECT o.region, o.sector, ln(o.output / CAST(country.total AS DOUBLE) / "
      "(CAST(world.total AS DOUBLE) / (SELECT CAST(sum(total) AS DOUBLE) FROM world))), "
      "coalesce(CAST(exported.value AS DOUBLE), 0) / o.output "
      "FROM output o JOIN country USING (region) JOIN world USING (sector) "
      "LEFT JOIN exported USING (region, sector) "
      "JOIN read_csv({}, header = true, all_varchar = true) kinds ON kinds.region = o.region "
      "WHERE kinds.kind = 'country'",
      file("output.parquet"), file("flows.parquet"), file("final_demand.parquet"),
      file("regions.csv")));
  while (rows.next()) {
    const Row& row = rows.row();
    facts.sectors[{std::string(*row.text(0)), std::string(*row.text(1))}] = {*row.number(2),
                                                                             *row.number(3)};
  }
}

}  // namespace

DatedFacts facts_known_by(Connection& connection, const std::filesystem::path& data, int year,
                          const std::vector<std::string>& countries) {
  DatedFacts facts;
  facts.year = year;
  for (const std::string& iso3 : countries) {
    facts.countries.emplace_back().iso3 = iso3;
  }
  take_geography(connection, facts);
  take_figures(connection, facts);
  take_sectors(connection, data, facts);
  return facts;
}

}  // namespace headwater
