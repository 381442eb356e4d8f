#include <fmt/format.h>

#include <algorithm>

#include "share/report.h"

namespace headwater {
namespace {

std::string exposure(const Digest& d) {
  const std::string spend = fmt::format(
      "{} worth {}", counted(d.ledger.lines, "purchase", "purchases"), dollars(d.ledger.usd));
  if (!d.total) {
    return fmt::format("No expected exposure could be computed for {}: see what was covered.",
                       spend);
  }
  return fmt::format(
      "Behind {}, {} people in forced labour are expected anywhere upstream: a statistical "
      "expectation, not identified persons; {} of it comes through countries split by proxies or "
      "unknown addresses, and labour intensities are assumed throughout.",
      spend, about(d.total->cases), percent(d.total->proxy_share));
}

std::string with_range(const RiskRow& row) {
  return fmt::format("{} {} ({} people)", row.name, percent(row.share),
                     between(row.cases.low, row.cases.high));
}

std::string where(const Digest& d) {
  if (d.origins.empty()) {
    return "Where the exposure arises could not be computed.";
  }
  std::string countries;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, d.origins.size()); ++i) {
    countries += (i == 0 ? "" : ", ") + with_range(d.origins[i]);
  }
  const std::string work = d.origin_sectors.empty() ? ""
                                                    : "; by kind of work, most in " +
                                                          with_range(d.origin_sectors.front());
  return fmt::format(
      "The expected exposure arises where the work is done, not where suppliers have their "
      "address: most in {}{}.",
      countries, work);
}

std::string step(const PathStep& s) {
  return fmt::format("{} in {}", s.sector_name, s.region_name);
}

/// Share of the exposure beyond the ledger's own suppliers.
std::optional<double> beyond_first_tier(const Digest& d) {
  double beyond = 0;
  for (const TierRow& row : d.tiers) {
    beyond += row.tier > 1 ? row.share : 0;
  }
  return d.tiers.empty() ? std::nullopt : std::optional(beyond);
}

std::string path(const Digest& d) {
  const auto beyond = beyond_first_tier(d);
  const std::string depth =
      beyond ? fmt::format("{} of the exposure lies beyond the direct suppliers", percent(*beyond))
             : "";
  if (d.paths.empty()) {
    return depth.empty() ? "No path upstream could be traced." : depth + ".";
  }
  const auto upstream =
      std::ranges::find_if(d.paths, [](const PathRow& p) { return p.steps.size() > 1; });
  const PathRow& first = upstream != d.paths.end() ? *upstream : d.paths.front();
  std::string steps = step(first.steps.front());
  for (std::size_t i = 1; i < first.steps.size(); ++i) {
    steps += " ← " + step(first.steps[i]);
  }
  return fmt::format("{}{} largest single path{} is {} ({}{}).", depth,
                     depth.empty() ? "The" : "; the",
                     upstream != d.paths.end() ? " beyond them" : "", steps, percent(first.share),
                     first.synthetic ? ", partly split by proxies" : "");
}

std::string supplier(const Digest& d) {
  const SupplierFacts& s = d.suppliers;
  if (s.ranked.empty()) {
    return fmt::format(
        "No supplier could be ranked; for {} the range is too wide, which is no sign of low "
        "exposure.",
        counted(s.abstained_count, "supplier", "suppliers"));
  }
  const SupplierRow& first = s.ranked.front();
  const std::string listed = s.listed_match + s.listed_possible > 0
                                 ? fmt::format("; {} with a name like one on a list, {} possibly",
                                               grouped(s.listed_match), grouped(s.listed_possible))
                                 : "";
  return fmt::format("Ask {} first (rank range {} of {}; {} too uncertain to rank{}).",
                     first.shown_name,
                     rank_range(first.rank_low.value_or(1), first.rank_high.value_or(1)),
                     grouped(s.placed_count), grouped(s.abstained_count), listed);
}

std::string coverage(const Digest& d) {
  const HowSure& sure = d.how_sure;
  return fmt::format(
      "The origin is unknown for {} of spend, the vendor withheld for {} of spend ({} of lines); "
      "{} of lines have no usable amount and {} could not be classified.",
      percent(sure.unknown_origin), percent(sure.withheld_spend), percent(sure.withheld_lines),
      percent(sure.without_amount), percent(sure.unclassified_lines));
}

}  // namespace

std::vector<Finding> findings_of(const Digest& d) {
  return {{"exposure", exposure(d)},
          {"where", where(d)},
          {"path", path(d)},
          {"supplier", supplier(d)},
          {"coverage", coverage(d)}};
}

}  // namespace headwater
