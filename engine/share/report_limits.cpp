#include <fmt/format.h>

#include <array>

#include "share/report.h"

namespace headwater {
namespace {

constexpr std::array limits = {
    "Exposure, not findings. The figures are statistical expectations from public estimates and "
    "trade tables; "
    "they identify no person, site or company.",
    "No public method can say how many people stand behind one company's sales. Suppliers are "
    "ranked for "
    "questions only, with ranges; where the range is too wide, they are not ranked.",
    "The world's input–output table is of 2011 (WIOD, release 2013): 40 countries and a rest of "
    "the world. Trade "
    "has moved since; newer purchases are priced back to 2011.",
    "The rest of the world is split into countries by stated proxies (workforce, GDP). Those "
    "countries are marked; "
    "their totals hold, their details are the least sure.",
    "A supplier's country is its address. Origins of goods are inferred from trade statistics "
    "unless the ledger "
    "states them.",
    "The estimates of forced labour (ILO, Walk Free, IOM, 2022) are given by world region and by "
    "broad sector. How "
    "they spread to countries and sectors rests on assumed modifiers and labour intensities; a "
    "stated spread of about 40% stands for their error in the draws.",
    "Published vulnerability and published prevalence agree only in part; such rates tend to "
    "mirror poverty and "
    "under-read destination countries. That is why country and sector signals stand apart.",
    "Commercial sexual exploitation and labour imposed by states are outside the figures; "
    "state-imposed regimes "
    "are listed as facts beside the score.",
    "Listed goods show what was documented, not how common it is. Not being listed is not evidence "
    "of absence.",
    "Matches to lists are by name: a possible match is a question, not an answer. No finding is "
    "not a finding of "
    "no risk.",
    "Effects and costs of measures are assumed ranges.",
};

std::string meta(const Digest& digest, const std::string& key) {
  const auto found = digest.meta.find(key);
  return found == digest.meta.end() ? "not recorded" : found->second;
}

Html row(const char* label, const std::string& value) {
  return element("div", element("dt", text(label)), element("dd", text(value)));
}

Html how_made(const Digest& digest) {
  return element("dl", {{"class", "facts"}}, row("Engine", meta(digest, "engine_version")),
                 row("Reference edition", meta(digest, "reference_edition")),
                 row("Seed", meta(digest, "seed")), row("Draws", meta(digest, "draws")));
}

}  // namespace

Html limits_part(const Digest& digest) {
  Html items;
  for (const char* limit : limits) {
    items += element("li", text(limit));
  }
  return element(
      "section", {{"id", "limits"}}, element("h2", text("Limits of these figures")),
      element("ul", items), element("h3", text("How it was computed")),
      element("p", text("Each line of the ledger is classified into the 35 sectors of the "
                        "input–output table as a "
                        "distribution, priced in 2011 US dollars, and placed where it is likely "
                        "made. The table gives "
                        "the output needed upstream of it; rates of expected cases per unit of "
                        "output, derived from "
                        "the published estimates, give the exposure. Ranges are the 5th to 95th "
                        "percentile of the "
                        "draws; structural variants stand outside them. Formulas, sources and "
                        "licences: docs/method.md "
                        "and docs/data.md of the Headwater source; the reasons behind any figure: "
                        "headwater why.")),
      element(
          "p",
          text("The same inputs, reference edition and seed give this file again, byte for byte.")),
      how_made(digest));
}

}  // namespace headwater
