#include <fmt/format.h>

#include "share/report.h"
#include "share/table.h"

namespace headwater {

Html listed_part(const Digest& digest) {
  Html content = element("p", {{"class", "lead"}},
                         text("Goods on public lists and labour imposed by states, where the "
                              "ledger's origins touch them. They are "
                              "facts of their own, not blended into the figures: a match by sector "
                              "and country says that the good "
                              "may be among what is bought, not that it is."));
  if (digest.listed.empty()) {
    content += element(
        "p", text("None of the listed goods or state-imposed regimes in the reference tables is "
                  "touched by the origins of this ledger."));
    return element("section", {{"id", "facts"}}, element("h2", text("Facts beside the score")),
                   content);
  }
  Html rows;
  for (const ListedFact& fact : digest.listed) {
    rows +=
        element("tr", row_head(name_text(fact.goods.empty() ? "All goods" : fact.goods, 110)),
                cell(text(fact.region_name)), cell(text(fact.sector_name)), cell(text(fact.what)),
                number_cell(dollars(fact.spend_usd)), cell(name_text(fact.source, 60)));
  }
  Html columns = column("Good");
  columns += column("Country");
  columns += column("Sector");
  columns += column("What is on record");
  columns += column("Spend touched", Column::number);
  columns += column("Source");
  content += table(fmt::format("Forced labour first, then by spend touched; {} facts in all",
                               grouped(digest.listed_count)),
                   columns, rows, "wide-words");
  return element("section", {{"id", "facts"}}, element("h2", text("Facts beside the score")),
                 content);
}

}  // namespace headwater
