#include <cmath>

#include "base/appender.h"
#include "network/parts.h"
#include "network/trace_tables.h"

namespace headwater {
namespace {

/// Spend and lines of the purchases that a condition picks, in whole millionths of a dollar.
struct Picked {
  double usd = 0;
  std::int64_t lines = 0;
};

Picked pick(Connection& connection, const std::string& condition) {
  Rows rows = connection.query(
      "SELECT CAST(coalesce(sum(CAST(round(base_usd * 1e6) AS HUGEINT)), 0) AS DOUBLE) / 1e6, "
      "count(*) "
      "FROM placed_purchases p WHERE " +
      condition);
  rows.next();
  return {rows.row().number(0).value_or(0), rows.row().integer(1).value_or(0)};
}

class Coverage {
 public:
  explicit Coverage(const Trace& trace)
      : trace_(trace), rows_(trace.connection, "coverage"), all_(pick(trace.connection, "true")) {}

  void write() {
    rows_.row("ledger", 1.0, all_.usd, all_.lines, "all purchases, US dollars of the base year");
    lines_without_amount();
    spend("supplier_withheld", "p.withheld", "the ledger withholds or does not name the supplier");
    spend("supplier_missing", "p.supplier IS NULL AND NOT coalesce(p.withheld, false)",
          "no supplier is written");
    spend("address_unknown", "p.supplier_country IS NULL",
          "no country of the supplier: origin inferred from "
          "world trade or the ledger's known suppliers");
    spend("origin_stated", "p.stated_origin IS NOT NULL",
          "the ledger or the supplier itself names the origin");
    spend(
        "not_classified",
        "p.purchase_id IN (SELECT purchase_id FROM purchase_wordings JOIN wordings USING "
        "(wording_id) "
        "WHERE basis = 'none') OR p.purchase_id NOT IN (SELECT purchase_id FROM purchase_wordings)",
        "neither code nor wording was understood: taken as the mean of the other lines");
    for (const auto& [basis, usd] : trace_.spend_by_basis) {
      share("origin: " + basis, usd, "share of spend booked by this rule");
    }
    traced();
    synthetic();
    rows_.close();
  }

 private:
  void lines_without_amount() {
    const Picked missing = pick(trace_.connection, "p.base_usd IS NULL");
    const double share =
        all_.lines > 0 ? static_cast<double>(missing.lines) / static_cast<double>(all_.lines) : 0;
    rows_.row("amount_missing", share, std::nullopt, missing.lines,
              "share of lines, not of spend: no amount or no rate");
  }

  void spend(const char* item, const std::string& condition, const char* note) {
    const Picked picked = pick(trace_.connection, condition);
    rows_.row(item, share_of(picked.usd, all_.usd), picked.usd, picked.lines, note);
  }

  void share(const std::string& item, double usd, const char* note) {
    rows_.row(item, share_of(usd, all_.usd), usd, std::nullopt, note);
  }

  /// All spend, once: by disclosure, by inference from address or origin, or not at all.
  void traced() {
    const Picked not_traced =
        pick(trace_.connection, "p.stated_origin IS NULL AND coalesce(p.supplier_country NOT IN (" +
                                    countries_of_table() + "), true)");
    const double disclosed = disclosed_usd();
    share("traced_by_disclosure", disclosed,
          "of what the ledger buys from disclosed suppliers, the inputs that links name");
    share("traced_by_inference", all_.usd - not_traced.usd - disclosed,
          "from the supplier's address or the stated origin, by the input-output table");
    rows_.row(
        "not_traced", share_of(not_traced.usd, all_.usd), not_traced.usd, not_traced.lines,
        "no address and no origin, or a country the table does not tell apart: world averages");
  }

  /// As a query: the regions, and the countries in those that are none.
  std::string countries_of_table() const {
    std::string query = "SELECT region FROM cells";
    for (const auto& [country, region] : trace_.table.parts().region_of) {
      if (country != region) {
        query += " UNION ALL SELECT " + sql_text(country);
      }
    }
    return query;
  }

  double disclosed_usd() const {
    double usd = 0;
    for (std::size_t i = 0; i < trace_.inputs_disclosed.size(); ++i) {
      usd += trace_.demand[trace_.table.own_cells() + i] * 1e6 * trace_.inputs_disclosed[i];
    }
    return usd;
  }

  /// What rests on countries split from the rest of the world by proxies.
  void synthetic() {
    double demand = 0;
    double cases = 0;
    for (std::size_t i = 0; i < trace_.demand.size(); ++i) {
      if (!trace_.table.cells()[i].synthetic) {
        continue;
      }
      demand += trace_.demand[i] * 1e6;
      cases += trace_.rates.central()[i] * trace_.required[i];
    }
    share("synthetic_origin", demand,
          "spend booked on countries split from the rest of the world by proxies");
    rows_.row("synthetic_cases", share_of(cases, trace_.cases), std::nullopt, std::nullopt,
              "share of expected cases that arise in such countries");
  }

  const Trace& trace_;
  Appender rows_;
  Picked all_;
};

}  // namespace

void write_coverage(const Trace& trace) { Coverage(trace).write(); }

}  // namespace headwater
