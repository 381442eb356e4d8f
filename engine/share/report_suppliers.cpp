#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "share/bars.h"
#include "share/questions.h"
#include "share/report.h"
#include "share/table.h"

namespace headwater {
namespace {

constexpr std::size_t cards_shown = 6;
constexpr std::size_t reasons_shown = 6;

Html signal(const char* kind, const std::string& band) {
  const std::string shown = band.empty() ? "unknown" : band;
  std::string look = "chip " + shown;
  std::ranges::replace(look, ' ', '-');
  look.replace(0, 5, "chip ");
  return element("span", {{"class", look}}, text(fmt::format("{} signal: {}", kind, shown)));
}

std::string rank_of(const SupplierRow& s) {
  return rank_range(s.rank_low.value_or(s.rank.value_or(0)),
                    s.rank_high.value_or(s.rank.value_or(0)));
}

std::string evidence_sentence(const ScreeningHit& hit) {
  const std::string decision = hit.decision == "match" ? "match" : "possible match";
  const std::string sure = hit.probability ? fmt::format(", {}", percent(*hit.probability)) : "";
  const std::string as = hit.listed_name.empty() ? "" : fmt::format(" as “{}”", hit.listed_name);
  const std::string edition = hit.edition.empty() ? "" : fmt::format(", edition {}", hit.edition);
  return fmt::format("Listed by {}{}{} ({}{})", hit.list, edition, as, decision, sure);
}

Html reason(const SupplierReason& r) {
  const bool adds = r.effect && r.unit == "log-odds";
  const std::string effect = adds ? fmt::format(" ({:+.2f} {})", *r.effect, r.unit) : "";
  return element("li", name_text(r.what, 220), element("span", {{"class", "effect"}}, text(effect)),
                 r.assumed ? element("span", {{"class", "assumed"}}, text("assumed")) : Html{});
}

/// Terms of the evidence add up; they are what a list says, and how sure the match is.
Html evidence(const SupplierRow& s) {
  Html items;
  for (const ScreeningHit& hit : s.screening) {
    items += element("li", name_text(evidence_sentence(hit), 200));
  }
  for (const SupplierReason& r : s.reasons) {
    items += r.unit == "log-odds" ? reason(r) : Html{};
  }
  if (items.code.empty()) {
    return element(
        "p", {{"class", "note"}},
        text(s.screened ? "No entry on the lists screened. No finding is not a finding of "
                          "no risk."
                        : "No list was screened: give one with --lists."));
  }
  return element("ul", items);
}

Html reasons(const SupplierRow& s) {
  Html items;
  std::size_t shown = 0;
  for (const SupplierReason& r : s.reasons) {
    if (r.unit != "log-odds" && shown++ < reasons_shown) {
      items += reason(r);
    }
  }
  return shown == 0 ? Html{} : element("div", element("h4", text("Why")), element("ul", items));
}

Html questions(const SupplierRow& s) {
  Html items;
  for (const std::string& question : questions_for(s)) {
    items += element("li", text(question));
  }
  return element("div", element("h4", text("What to ask")), element("ul", items));
}

std::string bought(const SupplierRow& s) {
  return fmt::format("{}{} · {} · {}", s.country_name,
                     s.sells.empty() ? "" : " · mainly " + s.sells,
                     counted(s.lines, "line", "lines"), dollars(s.usd));
}

Html index_line(const SupplierRow& s) {
  if (!s.index) {
    return {};
  }
  return element("div", {{"class", "index"}},
                 element("span", text(fmt::format("Exposure index {:.0f} ({:.0f}–{:.0f})",
                                                  s.index->value, s.index->low, s.index->high))),
                 index_bar(*s.index));
}

Html card(const SupplierRow& s) {
  const Html title =
      element("h3", element("span", {{"class", "rank"}}, text(grouped(s.rank.value_or(0)))),
              name_text(s.shown_name));
  return element("article", {{"class", "supplier"}}, title,
                 element("p", {{"class", "note"}}, text(bought(s) + " · rank range " + rank_of(s))),
                 element("p", signal("Country", s.country_signal), text(" "),
                         signal("Sector", s.sector_signal)),
                 index_line(s),
                 element("div", {{"class", "columns"}},
                         element("div", element("h4", text("Evidence")), evidence(s), reasons(s)),
                         questions(s)));
}

Html further(std::span<const SupplierRow> suppliers) {
  if (suppliers.empty()) {
    return {};
  }
  Html rows;
  for (const SupplierRow& s : suppliers) {
    rows += element(
        "tr", number_cell(grouped(s.rank.value_or(0))), number_cell(rank_of(s)),
        row_head(name_text(s.shown_name)), cell(text(s.country_name)), cell(text(s.sells)),
        cell(text(s.country_signal)), cell(text(s.sector_signal)),
        number_cell(s.screening.empty() ? "–"
                                        : grouped(static_cast<std::int64_t>(s.screening.size()))));
  }
  Html columns = column("Rank", Column::number);
  columns += column("Range", Column::number);
  columns += column("Supplier");
  columns += column("Address");
  columns += column("Mainly sells");
  columns += column("Country signal");
  columns += column("Sector signal");
  columns += column("List entries", Column::number);
  return table("Next in order", columns, rows);
}

Html abstained(const SupplierFacts& facts) {
  if (facts.abstained_count == 0) {
    return {};
  }
  Html names;
  for (const SupplierRow& s : facts.abstained) {
    names += element("li", name_text(s.shown_name), text(" · " + bought(s)));
  }
  return element("div", {{"class", "abstained"}}, element("h3", text("Not ranked: too uncertain")),
                 element("p", text(fmt::format(
                                  "For {} the range is too wide to rank. That is no sign of low "
                                  "exposure: ask for the origin and the makers first. The largest "
                                  "by spend:",
                                  counted(facts.abstained_count, "supplier", "suppliers")))),
                 element("ul", names));
}

std::string listed(const SupplierFacts& facts) {
  if (facts.lists_screened == 0) {
    return "No list was screened.";
  }
  return fmt::format("On {} screened, {} a name like one listed, {} possibly.",
                     counted(facts.lists_screened, "list", "lists"),
                     facts.listed_match == 0   ? "no supplier has"
                     : facts.listed_match == 1 ? "1 supplier has"
                                               : grouped(facts.listed_match) + " suppliers have",
                     grouped(facts.listed_possible));
}

std::string introduction(const SupplierFacts& facts) {
  return fmt::format(
      "Ranked by exposure and evidence: whom to ask first, not who does wrong. The index is a "
      "place in the order "
      "(0–100) with its 5–95% range; {} sure enough to be ranked. {} No number of people is "
      "attached to any company.",
      facts.ranked_count == 1 ? "1 supplier is" : grouped(facts.ranked_count) + " suppliers are",
      listed(facts));
}

}  // namespace

Html suppliers_part(const Digest& digest) {
  const SupplierFacts& facts = digest.suppliers;
  Html cards;
  const std::span<const SupplierRow> all(facts.ranked);
  for (const SupplierRow& s : all.first(std::min(all.size(), cards_shown))) {
    cards += card(s);
  }
  const Html all_files = element(
      "p", {{"class", "note"}}, text("All suppliers, with reasons: "),
      element("a", {{"href", "exports/suppliers.csv"}}, text("exports/suppliers.csv")), text("."));
  return element("section", {{"id", "suppliers"}}, element("h2", text("Suppliers to ask first")),
                 element("p", {{"class", "lead"}}, text(introduction(facts))), cards,
                 further(all.subspan(std::min(all.size(), cards_shown))), abstained(facts),
                 all_files);
}

}  // namespace headwater
