#include <fmt/format.h>

#include "share/report.h"
#include "share/table.h"

namespace headwater {

Html null_table(const Digest& digest) {
  if (digest.null_comparison.empty()) {
    return {};
  }
  Html rows;
  for (const NullComparison& row : digest.null_comparison) {
    rows += element(
        "tr", row_head(text(row.what)), element("td", text(row.against)),
        number_cell(row.rank_correlation ? fmt::format("{:.2f}", *row.rank_correlation) : "–"),
        number_cell(fmt::format("{} of {}", row.in_common, row.top)));
  }
  Html columns = column("What is ordered");
  columns += column("Against");
  columns += column("Rank correlation", Column::number);
  columns += column("First in common", Column::number);
  return element(
      "div", element("h3", text("Would spend alone, or the country alone, rank the same?")),
      element("p", text("A comparison with orders that need no tracing. Near 1, and with most of "
                        "the first places in common, the tracing added little; near 0, the order "
                        "owes little to it.")),
      table("Against orders that need no tracing", columns, rows));
}

Html variance_table(const Digest& digest) {
  if (digest.variance_shares.empty()) {
    return {};
  }
  Html rows;
  for (const VarianceShare& row : digest.variance_shares) {
    rows += element("tr", row_head(text(row.source)), number_cell(percent(row.share)),
                    element("td", text(row.what_would_help)));
  }
  Html columns = column("Source of error");
  columns += column("Of the variance", Column::number);
  columns += column("What would narrow it");
  Html ask;
  for (const Sharpening& row : digest.sharpening) {
    ask += element("li", element("b", text(row.shown_name)), text(": " + row.question));
  }
  Html part = element("div", element("h3", text("What would sharpen this most")),
                      table("Where the width of the total's interval comes from", columns, rows));
  if (!digest.sharpening.empty()) {
    part += element("p", text("Answers that would narrow the origins most, in this order:"));
    part += element("ol", ask);
  }
  return part;
}

}  // namespace headwater
