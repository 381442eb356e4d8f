#include "network/demand.h"

#include <fmt/format.h>

#include "base/appender.h"
#include "base/error.h"
#include "network/booking.h"

namespace headwater {
namespace {

std::vector<Demand> read(Rows rows) {
  std::vector<Demand> result;
  while (rows.next()) {
    result.push_back({std::string(rows.row().text(0).value_or("")),
                      std::string(rows.row().text(1).value_or("")),
                      rows.row().number(2).value_or(0)});
  }
  return result;
}

/// Why there is nothing to trace.
std::string nothing_bought(Connection& connection) {
  Rows rows = connection.query(
      "SELECT coalesce(sum(base_usd) FILTER (base_usd > 0), 0), coalesce(-sum(base_usd) FILTER "
      "(base_usd < 0), 0) FROM purchases");
  rows.next();
  const double bought = rows.row().number(0).value_or(0);
  const double reversed = rows.row().number(1).value_or(0);
  if (bought + reversed == 0) {
    return "nothing to trace: no purchase has both an amount in US dollars and a sector";
  }
  return fmt::format(
      "nothing to trace: reversals (USD {:.2f}) reach the purchases (USD {:.2f}); give the ledger "
      "of the purchases they reverse too",
      reversed, bought);
}

}  // namespace

std::vector<Demand> book_demand(Connection& connection, int threads) {
  connection.run("DELETE FROM demand");
  std::vector<Demand> result;
  Appender rows(connection, "demand");
  for (const Booked& booked : LedgerLines(connection, threads).book(threads)) {
    rows.row(booked.place, booked.sector, booked.lines, booked.spend_usd, booked.base_usd);
    result.push_back({booked.place, booked.sector, booked.base_usd});
  }
  rows.close();
  double net = 0;
  for (const Demand& demand : result) {
    net += demand.base_usd;
  }
  if (net > 0) {
    return result;
  }
  throw Error(nothing_bought(connection));
}

std::vector<Demand> address_keys(Connection& connection) {
  return read(connection.query(R"(
    SELECT country, sector, CAST(0 AS DOUBLE) FROM (
      SELECT DISTINCT unnest([coalesce(p.supplier_country, 'UNK'), p.stated_origin]) AS country, sector
      FROM placed_purchases p JOIN purchase_wordings USING (purchase_id) JOIN wording_sectors USING (wording_id)
      WHERE p.stated_origin IS NOT NULL AND weight > 0)
    ANTI JOIN demand USING (country, sector)
    ORDER BY country, length(sector), sector)"));
}

}  // namespace headwater
