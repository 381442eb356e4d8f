#include "score/supplier_exposure.h"

#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "network/places.h"

namespace headwater {
namespace {

/// Amounts in whole millionths of a dollar before they are weighed: exact, whatever the order. The
/// left join keeps the database from pairing every sale with all that is bought in its country.
std::string sales_sql() {
  return "WITH b AS (SELECT country, sector, row_number() OVER (ORDER BY country, sector) - 1 AS "
         "place FROM "
         "demand), e AS (SELECT entity_id, row_number() OVER (ORDER BY entity_id) - 1 AS supplier "
         "FROM "
         "entities), sales AS (SELECT e.supplier, p.place AS country, pw.wording_id, "
         "sum(CAST(round(p.base_usd * 1e6) AS HUGEINT)) AS base FROM placed_purchases p "
         "JOIN purchase_entities USING (purchase_id) JOIN e USING (entity_id) "
         "JOIN purchase_wordings pw USING (purchase_id) WHERE p.base_usd IS NOT NULL GROUP BY ALL) "
         "SELECT supplier, place, CAST(sum(CAST(round(base * weight) AS HUGEINT)) AS DOUBLE) / "
         "1e12 "
         "FROM sales JOIN wording_sectors USING (wording_id) LEFT JOIN b USING (country, sector) "
         "WHERE weight > 0 GROUP BY supplier, place ORDER BY supplier, place";
}

}  // namespace

std::vector<Supplier> read_suppliers(Connection& connection, const Ledger& ledger) {
  std::vector<Supplier> suppliers;
  Rows entities = connection.query(
      "SELECT entity_id, coalesce(country, 'UNK'), lines FROM entities ORDER BY entity_id");
  while (entities.next()) {
    const Row& row = entities.row();
    suppliers.push_back(
        {std::string(*row.text(0)), std::string(*row.text(1)), row.integer(2).value_or(0), {}});
  }
  Rows sales = connection.query(sales_sql());
  while (sales.next()) {
    const Row& row = sales.row();
    const auto bought = row.integer(1);
    if (bought && std::cmp_less(*bought, ledger.bought.size())) {
      suppliers[static_cast<std::size_t>(*row.integer(0))].sold.push_back(
          {static_cast<std::uint32_t>(*bought), row.number(2).value_or(0)});
    }
  }
  return suppliers;
}

Exposure exposure_of(const Supplier& supplier, const Ledger& ledger,
                     const IntensityDraws& intensities) {
  Exposure exposure;
  std::map<std::string_view, double> by_sector;
  double spend = 0;
  double squares = 0;
  for (const Sold& sold : supplier.sold) {
    const Bought& bought = ledger.bought[sold.bought];
    const double intensity = intensities.central[sold.bought];
    exposure.value += sold.base_musd * intensity;
    exposure.synthetic += sold.base_musd * (place_of(bought.country).country == "UNK"
                                                ? intensity
                                                : intensities.synthetic[sold.bought]);
    const double origin_cv = intensities.origin_cv[sold.bought];
    squares += std::abs(sold.base_musd) * intensity * intensity * (1 + origin_cv * origin_cv);
    spend += std::abs(sold.base_musd);
    by_sector[bought.sector] += std::abs(sold.base_musd);
  }
  for (const auto& [sector, amount] : by_sector) {
    if (spend > 0 && amount / spend > exposure.sector_share) {
      exposure.sector = sector;
      exposure.sector_share = amount / spend;
    }
  }
  if (spend > 0 && exposure.value > 0) {
    const double mean = exposure.value / spend;
    exposure.purchase_cv = std::sqrt(std::max(squares / spend - mean * mean, 0.0)) / mean;
  }
  return exposure;
}

}  // namespace headwater
