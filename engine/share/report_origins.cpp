#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "share/bars.h"
#include "share/report.h"
#include "share/table.h"

namespace headwater {
namespace {

constexpr std::size_t rows_shown = 12;

Html rank_cell(const RiskRow& row) {
  if (!row.rank) {
    return number_cell("–");
  }
  if (row.abstains) {
    return number_cell("not known well enough");
  }
  return number_cell(
      rank_range(row.rank_low.value_or(*row.rank), row.rank_high.value_or(*row.rank)));
}

Html body(std::span<const RiskRow> shown) {
  double largest = 0;
  for (const RiskRow& row : shown) {
    largest = std::max(largest, row.cases.high);
  }
  Html rows;
  for (const RiskRow& row : shown) {
    rows += element("tr", row_head(text(row.name + (row.synthetic ? "*" : ""))),
                    number_cell(percent(row.share)), number_cell(rounded(row.cases.value)),
                    number_cell(between(row.cases.low, row.cases.high)),
                    element("td", {{"class", "drawn"}}, interval_bar(row.cases, largest)),
                    rank_cell(row), number_cell(percent(row.stability)),
                    number_cell(percent(row.proxy_share)));
  }
  return rows;
}

Html ranked_table(const char* caption, const char* first, const std::vector<RiskRow>& rows) {
  if (rows.empty()) {
    return {};
  }
  Html columns = column(first);
  columns += column("Share", Column::number);
  columns += column("People expected", Column::number);
  columns += column("5–95%", Column::number);
  columns += column("");
  columns += column("Rank", Column::number);
  columns += column("Stability", Column::number);
  columns += column("By proxy", Column::number);
  return table(caption, columns, body(std::span(rows).first(std::min(rows.size(), rows_shown))));
}

}  // namespace

Html origins_tables(const Digest& digest) {
  return element(
      "div", element("h3", text("Country signal and sector signal, apart")),
      element("p", text("Both are shown on their own, because one score would hide which of them "
                        "speaks. Rank is "
                        "the 5–95% range over the draws; “stability” is the share of "
                        "structural variants "
                        "that keep it there; “by proxy” is the share of the figure that comes "
                        "through countries split by proxies or unknown addresses. Modifiers and "
                        "labour intensities are assumed in every figure. Places whose figure "
                        "would speak of one or two suppliers are left out.")),
      ranked_table("Where the work is done: countries", "Country of origin", digest.origins),
      ranked_table("Where the work is done: sectors", "Sector of work", digest.origin_sectors),
      ranked_table("What is bought: sectors, with all that is upstream of them", "Sector bought",
                   digest.bought_sectors),
      element("p", {{"class", "note"}},
              text("* Split from the rest of the world by proxies. Sectors bought from fewer than "
                   "three suppliers "
                   "are left out, so that no figure speaks of one company.")));
}

Html stability_table(const Digest& digest) {
  if (digest.ensemble.empty()) {
    return {};
  }
  Html rows;
  for (const EnsembleMember& variant : digest.ensemble) {
    rows += element(
        "tr", row_head(text(variant.description.empty() ? variant.name : variant.description)),
        number_cell(rounded(variant.cases)),
        number_cell(variant.rank_correlation ? fmt::format("{:.2f}", *variant.rank_correlation)
                                             : "–"),
        number_cell(variant.top20_common ? fmt::format("{} of 20", *variant.top20_common) : "–"));
  }
  Html columns = column("If instead");
  columns += column("People expected", Column::number);
  columns += column("Rank correlation", Column::number);
  columns += column("Top 20 in common", Column::number);
  return element("div", element("h3", text("Would another method rank the same?")),
                 table("Structural variants, outside the 5–95% ranges", columns, rows));
}

}  // namespace headwater
