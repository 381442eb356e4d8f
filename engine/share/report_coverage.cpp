#include <fmt/format.h>

#include "share/report.h"
#include "share/table.h"

namespace headwater {
namespace {

Html files_table(const LedgerFacts& ledger) {
  Html rows;
  for (const InputFile& file : ledger.files) {
    rows += element("tr", row_head(name_text(file.name)), cell(text(file.role)),
                    cell(text(file.format)), number_cell(grouped(file.rows_read)),
                    number_cell(grouped(file.rows_kept)),
                    cell(element("code", text(file.sha256.substr(0, 12)))));
  }
  Html columns = column("File");
  columns += column("Role");
  columns += column("Format");
  columns += column("Rows read", Column::number);
  columns += column("Rows kept", Column::number);
  columns += column("SHA-256 begins");
  return table("Files read", columns, rows);
}

Html fact(const char* label, const std::string& value) {
  return element("div", element("dt", text(label)), element("dd", text(value)));
}

std::string years(const LedgerFacts& ledger) {
  if (!ledger.first_year) {
    return "no dates given";
  }
  return *ledger.first_year == *ledger.last_year
             ? std::to_string(*ledger.first_year)
             : fmt::format("{}–{}", *ledger.first_year, *ledger.last_year);
}

Html facts(const LedgerFacts& ledger) {
  return element("dl", {{"class", "facts"}}, fact("Purchases", grouped(ledger.lines)),
                 fact("Spend", dollars(ledger.usd)),
                 fact("At 2011 prices", dollars(ledger.base_usd)), fact("Years", years(ledger)),
                 fact("Suppliers", grouped(ledger.suppliers)),
                 fact("Buyers", grouped(ledger.buyers)));
}

Html issues_table(const LedgerFacts& ledger) {
  if (ledger.issue_count == 0) {
    return element("p", text("No problems were found in the data."));
  }
  Html rows;
  std::int64_t shown = 0;
  for (const IssueKind& kind : ledger.issues) {
    shown += kind.count;
    rows += element("tr", number_cell(grouped(kind.count)), cell(text(kind.severity)),
                    cell(name_text(kind.reason, 160)), cell(name_text(kind.advice, 160)));
  }
  Html columns = column("Count", Column::number);
  columns += column("Weight");
  columns += column("What is wrong");
  columns += column("What to do");
  const std::string rest =
      shown < ledger.issue_count
          ? fmt::format("{} more of other kinds. ", grouped(ledger.issue_count - shown))
          : "";
  Html result = table("Problems in the data, by kind", columns, rows);
  result += element("p", {{"class", "note"}}, text(rest + "Each one, with file and row, is in "),
                    element("a", {{"href", "exports/issues.csv"}}, text("exports/issues.csv")),
                    text("."));
  return result;
}

double total(const Digest& digest, const std::string& key) {
  const auto found = digest.trace_totals.find(key);
  return found == digest.trace_totals.end() ? 0 : found->second.value.value_or(0);
}

Html links(const Digest& digest) {
  const double given = total(digest, "links");
  if (given == 0) {
    return {};
  }
  return element(
      "p", text(fmt::format("{} disclosed links were given, of which {:.0f} could be placed, with "
                            "{:.0f} companies by "
                            "name. They stand in place of what their sectors buy on average; all "
                            "figures follow them.",
                            grouped(static_cast<std::int64_t>(given)), total(digest, "links_used"),
                            total(digest, "disclosed_suppliers"))));
}

Html steps_table(const Digest& digest) {
  if (digest.demand_steps.empty()) {
    return {};
  }
  Html rows;
  for (const DemandStep& step : digest.demand_steps) {
    rows += element("tr", row_head(text(step.what)), number_cell(dollars(step.usd)),
                    number_cell(percent(step.share)),
                    element("td", text(step.assumed ? "assumed" : "")),
                    element("td", text(step.source)));
  }
  Html columns = column("Step");
  columns += column("Amount", Column::number);
  columns += column("Of what entered it", Column::number);
  columns += column("");
  columns += column("Source");
  return table("From what was paid to where it is booked", columns, rows);
}

}  // namespace

Html coverage_part(const Digest& digest) {
  return element("section", {{"id", "covered"}}, element("h2", text("What was covered")),
                 facts(digest.ledger), files_table(digest.ledger), links(digest),
                 steps_table(digest), issues_table(digest.ledger));
}

}  // namespace headwater
