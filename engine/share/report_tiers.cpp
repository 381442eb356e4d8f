#include <fmt/format.h>

#include <algorithm>

#include "share/bars.h"
#include "share/report.h"
#include "share/table.h"

namespace headwater {
namespace {

std::string label(const TierRow& row) {
  if (row.rest) {
    return fmt::format("Tier {} and beyond", row.tier);
  }
  return row.tier <= 1
             ? "Your own suppliers (tier 1)"
             : fmt::format("Tier {}{}", row.tier, row.tier == 2 ? ": their suppliers" : "");
}

/// A part of the tier's purchases.
std::string of_spend(const TierRow& row, double musd) {
  return percent(row.spend_musd > 0 ? std::optional(musd / row.spend_musd) : std::nullopt);
}

}  // namespace

Html tiers_figure(const Digest& digest) {
  if (digest.tiers.empty()) {
    return {};
  }
  double largest = 0;
  for (const TierRow& row : digest.tiers) {
    largest = std::max(largest, row.cases.high);
  }
  Html rows;
  for (const TierRow& row : digest.tiers) {
    rows += element("tr", row_head(text(label(row))), number_cell(percent(row.share)),
                    number_cell(rounded(row.cases.value)),
                    number_cell(between(row.cases.low, row.cases.high)),
                    element("td", {{"class", "drawn"}}, interval_bar(row.cases, largest)),
                    number_cell(of_spend(row, row.disclosed_musd)),
                    number_cell(of_spend(row, row.unknown_musd)));
  }
  Html columns = column("Step upstream");
  columns += column("Share", Column::number);
  columns += column("People expected", Column::number);
  columns += column("5–95%", Column::number);
  columns += column("");
  columns += column("Disclosed", Column::number);
  columns += column("Address unknown", Column::number);
  return element("figure", element("h3", text("How far upstream")),
                 table("Expected exposure by tier", columns, rows),
                 element("p", {{"class", "note"}},
                         text("Disclosed: the share of the tier's purchases that is made by "
                              "suppliers named in links or facility lists. Address unknown: the "
                              "share behind purchases whose supplier has no known address. The "
                              "rest is inferred from the input–output table.")));
}

}  // namespace headwater
