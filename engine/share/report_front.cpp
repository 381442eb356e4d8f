#include <fmt/format.h>

#include "share/bars.h"
#include "share/report.h"

namespace headwater {
namespace {

std::string period(const LedgerFacts& ledger) {
  if (!ledger.first_year || !ledger.last_year) {
    return "";
  }
  return *ledger.first_year == *ledger.last_year
             ? fmt::format(", made in {}", *ledger.first_year)
             : fmt::format(", made in {}–{}", *ledger.first_year, *ledger.last_year);
}

Html what_this_is(const Digest& digest) {
  return element(
      "p", {{"class", "lead"}},
      text(fmt::format(
          "This report estimates where, behind {} worth {}{}, forced labour is to be expected "
          "upstream, and gives the evidence, how sure it is, and what to do next. It shows "
          "exposure and evidence, never guilt: nothing here says that a named company uses "
          "forced labour.",
          counted(digest.ledger.lines, "purchase", "purchases"), dollars(digest.ledger.usd),
          period(digest.ledger))));
}

Html headline(const Digest& digest) {
  if (!digest.total) {
    return {};
  }
  const Estimate& cases = digest.total->cases;
  return element(
      "div", {{"class", "headline"}},
      element("p", {{"class", "big"}},
              element("span", {{"class", "number"}}, text(rounded(cases.value))),
              element("span", {{"class", "range"}},
                      text(fmt::format("5–95% range {}", between(cases.low, cases.high))))),
      element("p", {{"class", "unit"}}, text(std::string(unit_in_full) + ".")));
}

Html five_findings(const Digest& digest) {
  Html items;
  for (const Finding& finding : findings_of(digest)) {
    items += element("li", text(finding.sentence));
  }
  return element("div", {{"class", "findings"}},
                 element("h2", {{"id", "findings"}}, text("Main findings")), element("ol", items));
}

Html tile(const std::optional<double>& share, const char* label, const std::string& note) {
  return element("div", {{"class", "tile"}},
                 element("p", {{"class", "figure"}}, text(percent(share))),
                 share_bar(share.value_or(0)), element("p", {{"class", "label"}}, text(label)),
                 element("p", {{"class", "note"}}, text(note)));
}

std::string lines_of(std::int64_t some, const LedgerFacts& ledger) {
  return fmt::format("{} of {}", grouped(some), counted(ledger.lines, "line", "lines"));
}

/// The ledger's own gaps, beside the findings and as large as they are.
Html how_sure(const Digest& digest) {
  const HowSure& sure = digest.how_sure;
  const LedgerFacts& ledger = digest.ledger;
  return element(
      "div", {{"class", "sure"}}, element("h2", text("How sure are these figures?")),
      element("div", {{"class", "tiles"}},
              tile(sure.unknown_origin, "of spend: origin unknown",
                   "neither an origin nor a supplier address"),
              tile(sure.withheld_spend, "of spend: vendor withheld",
                   lines_of(sure.lines_withheld, ledger)),
              tile(sure.assumed, "of exposure on assumed origins",
                   "countries split by proxies, unknown addresses; modifiers and labour "
                   "intensities are assumed in all of it"),
              tile(sure.without_amount, "of lines: no usable amount",
                   lines_of(sure.lines_without_amount, ledger)),
              tile(sure.unclassified_lines, "of lines: not classified",
                   lines_of(sure.lines_unclassified, ledger))),
      element(
          "p", {{"class", "note"}},
          text(
              "Unknown is not low: what is missing widens the ranges and is counted here; it never "
              "lowers a figure.")));
}

}  // namespace

Html front_part(const Digest& digest) {
  return element("header", {{"class", "front"}},
                 element("p", {{"class", "eyebrow"}}, text("Headwater · exposure report")),
                 element("h1", text("Forced labour exposure in the supply chains behind "),
                         name_text(digest.title)),
                 what_this_is(digest), headline(digest), five_findings(digest), how_sure(digest));
}

}  // namespace headwater
