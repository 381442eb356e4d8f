#include "reference/rate_inputs.h"

#include <fmt/format.h>

#include <cmath>

#include "base/error.h"
#include "reference/country_modifiers.h"
#include "reference/reference.h"

namespace headwater {
namespace {

double exponent(Connection& connection, const std::string& key) {
  return key.empty() ? 1.0 : assumption(connection, key).value;
}

void read_regions(Connection& connection, RateInputs& inputs) {
  const double share = assumption(connection, "score.cases.private_share").value;
  Rows rows = connection.query(
      "SELECT dimension, value FROM reference.global_estimates WHERE figure = 'forced labour' AND "
      "unit "
      "LIKE 'million people%' AND dimension <> 'world' ORDER BY dimension");
  while (rows.next()) {
    inputs.region_cases[std::string(*rows.row().text(0))] =
        rows.row().number(1).value_or(0) * 1e6 * share;
  }
  if (inputs.region_cases.empty()) {
    throw Error("data/global_estimates.csv: no regional figures of forced labour");
  }
}

/// The workforce of 2021, the year of the estimates, or the year nearest to it.
void read_countries(Connection& connection, double modifier_exponent, RateInputs& inputs) {
  Rows rows = connection.query(
      "WITH w AS (SELECT iso3, arg_min(value, abs(year - 2021) * 2 + (year > 2021)::INTEGER) AS "
      "value "
      "FROM reference.country_indicators WHERE indicator = 'workforce_thousand' GROUP BY iso3) "
      "SELECT c.iso3, c.region, w.value FROM reference.countries c LEFT JOIN w USING (iso3) "
      "WHERE c.region IS NOT NULL ORDER BY c.iso3");
  while (rows.next()) {
    const std::string region(*rows.row().text(1));
    if (inputs.region_cases.contains(region)) {
      inputs.countries[std::string(*rows.row().text(0))] = {region, rows.row().number(2), 1};
    }
  }
  for (const CountryModifier& m : country_modifiers(connection)) {
    if (const auto found = inputs.countries.find(m.iso3); found != inputs.countries.end()) {
      found->second.modifier *= std::pow(m.multiplier, modifier_exponent);
    }
  }
}

void read_sectors(Connection& connection, double intensity_exponent, RateInputs& inputs) {
  Rows broad = connection.query(
      "SELECT broad_sector, cases_million FROM reference.sector_shares ORDER BY broad_sector");
  while (broad.next()) {
    const int index = static_cast<int>(inputs.broad_sectors.size());
    inputs.broad_sectors[std::string(*broad.row().text(0))] = {
        broad.row().number(1).value_or(0) * 1e6, index};
  }
  Rows sectors = connection.query(
      "SELECT s.sector, s.broad_sector, l.intensity FROM reference.sectors s "
      "JOIN reference.labour_intensity l USING (sector) ORDER BY s.sector");
  while (sectors.next()) {
    const std::string sector(*sectors.row().text(0));
    inputs.broad_of[sector] = *sectors.row().text(1);
    inputs.intensity[sector] = std::pow(sectors.row().number(2).value_or(1), intensity_exponent);
  }
}

void read_listed(Connection& connection, RateInputs& inputs) {
  const double forced = multiplier(connection, "listed_good", "forced_labour");
  const double child = multiplier(connection, "listed_good", "child_labour");
  Rows rows = connection.query(
      "SELECT iso3, sector, max(greatest(forced_labour, forced_child_labour)) FROM "
      "reference.listed_goods WHERE edition = (SELECT max(edition) FROM reference.listed_goods) "
      "GROUP BY iso3, sector ORDER BY iso3, sector");
  while (rows.next()) {
    inputs.listed[{std::string(*rows.row().text(0)), std::string(*rows.row().text(1))}] =
        rows.row().integer(2).value_or(0) == 1 ? forced : child;
  }
}

}  // namespace

RateInputs rate_inputs(Connection& connection, const RateVariant& variant) {
  RateInputs inputs;
  read_regions(connection, inputs);
  read_countries(connection, exponent(connection, variant.modifier_exponent), inputs);
  read_sectors(connection, exponent(connection, variant.intensity_exponent), inputs);
  if (variant.listed_goods) {
    read_listed(connection, inputs);
  }
  return inputs;
}

}  // namespace headwater
