#include <fmt/format.h>

#include "share/digest.h"
#include "share/sql.h"

namespace headwater {
namespace {

constexpr int issue_kinds_shown = 12;

std::vector<InputFile> read_files(Connection& connection) {
  std::vector<InputFile> files;
  Rows rows = connection.query(
      "SELECT role, name, format, sha256, rows_read, rows_kept FROM inputs ORDER BY input_id");
  while (rows.next()) {
    const Row& row = rows.row();
    files.push_back({string_at(row, 0), string_at(row, 1), string_at(row, 2), string_at(row, 3),
                     row.integer(4).value_or(0), row.integer(5).value_or(0)});
  }
  return files;
}

std::vector<IssueKind> read_issue_kinds(Connection& connection) {
  std::vector<IssueKind> kinds;
  Rows rows = connection.query(
      fmt::format("SELECT stage, severity, reason, min(advice), count(*) AS n FROM issues GROUP BY "
                  "stage, severity, "
                  "reason ORDER BY severity = 'note', n DESC, stage, severity, reason LIMIT {}",
                  issue_kinds_shown));
  while (rows.next()) {
    const Row& row = rows.row();
    kinds.push_back({string_at(row, 0), string_at(row, 1), string_at(row, 2), string_at(row, 3),
                     row.integer(4).value_or(0)});
  }
  return kinds;
}

std::optional<double> share_of(double part, double whole) {
  return whole > 0 ? std::optional(part / whole) : std::nullopt;
}

}  // namespace

LedgerFacts read_ledger(Connection& connection) {
  LedgerFacts facts;
  facts.files = read_files(connection);
  facts.issues = read_issue_kinds(connection);
  facts.issue_count = connection.integer("SELECT count(*) FROM issues").value_or(0);
  facts.suppliers = connection.integer("SELECT count(*) FROM entities").value_or(0);
  Rows rows = connection.query(fmt::format(
      "SELECT count(*), count(DISTINCT buyer), {}, {}, min(year), max(year) FROM purchases",
      exact_usd("amount_usd"), exact_usd("base_usd")));
  rows.next();
  const Row& row = rows.row();
  facts.lines = row.integer(0).value_or(0);
  facts.buyers = row.integer(1).value_or(0);
  facts.usd = row.number(2).value_or(0);
  facts.base_usd = row.number(3).value_or(0);
  facts.first_year = row.integer(4);
  facts.last_year = row.integer(5);
  return facts;
}

/// Shares of spend are of its size: reversals count by what they move, not against it.
HowSure read_how_sure(Connection& connection) {
  const auto cents = [](std::string_view condition) {
    return exact_usd(fmt::format("(CASE WHEN {} THEN usd ELSE 0 END)", condition));
  };
  Rows rows = connection.query(fmt::format(
      "WITH facts AS (SELECT abs(p.base_usd) AS usd, coalesce(p.withheld, false) AS withheld, "
      "p.stated_origin AS stated, coalesce(p.stated_origin, p.supplier_country) AS place, "
      "coalesce(w.basis, 'none') = 'none' AS unclassified FROM placed_purchases p "
      "LEFT JOIN purchase_wordings USING (purchase_id) LEFT JOIN wordings w USING (wording_id)) "
      "SELECT count(*), count(*) FILTER (usd IS NULL), count(*) FILTER (withheld), "
      "count(*) FILTER (unclassified), {}, {}, {}, {}, {} FROM facts",
      cents("true"), cents("place IS NULL"), cents("stated IS NOT NULL"), cents("withheld"),
      cents("unclassified")));
  rows.next();
  const Row& row = rows.row();
  const auto at = [&row](std::size_t column) { return row.number(column).value_or(0); };
  const auto lines = static_cast<double>(row.integer(0).value_or(0));
  HowSure sure;
  sure.lines_without_amount = row.integer(1).value_or(0);
  sure.lines_withheld = row.integer(2).value_or(0);
  sure.lines_unclassified = row.integer(3).value_or(0);
  sure.without_amount = share_of(static_cast<double>(sure.lines_without_amount), lines);
  sure.withheld_lines = share_of(static_cast<double>(sure.lines_withheld), lines);
  sure.unclassified_lines = share_of(static_cast<double>(sure.lines_unclassified), lines);
  sure.unknown_origin = share_of(at(5), at(4));
  sure.stated_origin = share_of(at(6), at(4));
  sure.withheld_spend = share_of(at(7), at(4));
  sure.unclassified_spend = share_of(at(8), at(4));
  return sure;
}

}  // namespace headwater
