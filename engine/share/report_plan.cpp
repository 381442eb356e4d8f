#include <fmt/format.h>

#include <map>

#include "share/budget_curve.h"
#include "share/report.h"
#include "share/table.h"

namespace headwater {
namespace {

double total(const PlanFacts& plan, const std::string& key) {
  const auto found = plan.totals.find(key);
  return found == plan.totals.end() ? 0 : found->second.value.value_or(0);
}

std::string result_sentence(const PlanFacts& plan) {
  return fmt::format(
      "For a budget of {}, {} costing {} are expected to lower the ledger's exposure by {} ({}). "
      "The solver proves "
      "that no other choice from this catalogue is better by more than {:.2g}% of that; on average "
      "a choice is made "
      "again in {} of the draws.",
      dollars(total(plan, "budget_usd")), counted(plan.choice_count, "choice", "choices"),
      dollars(total(plan, "spent_usd")), percent(total(plan, "reduction")),
      percent_between(total(plan, "reduction_low"), total(plan, "reduction_high")),
      100 * total(plan, "gap"), percent(total(plan, "stability")));
}

std::string grade(const std::string& evidence) {
  static const std::map<std::string, std::string> meanings = {
      {"A", "A: trial"},
      {"B", "B: programme data"},
      {"C", "C: guidance"},
      {"X", "X: little or no effect shown"}};
  const auto found = meanings.find(evidence);
  return found == meanings.end() ? evidence : found->second;
}

Html measures_table(const PlanFacts& plan) {
  Html rows;
  for (const PlanMeasure& m : plan.measures) {
    rows += element(
        "tr", row_head(text(m.name)), number_cell(grouped(m.choices)),
        number_cell(dollars(m.cost_usd)),
        number_cell(m.reduction ? percent(m.reduction->value) : "–"),
        number_cell(m.reduction ? percent_between(m.reduction->low, m.reduction->high) : "–"),
        cell(text(grade(m.evidence))));
  }
  Html columns = column("Measure");
  columns += column("Places", Column::number);
  columns += column("Cost", Column::number);
  columns += column("Lowers exposure by", Column::number);
  columns += column("5–95%", Column::number);
  columns += column("Evidence");
  return table("What the budget buys", columns, rows, "wide-words");
}

Html choices_table(const PlanFacts& plan) {
  Html rows;
  for (const PlanChoice& c : plan.choices) {
    rows += element("tr", row_head(name_text(c.on)), cell(text(c.measure_name)),
                    number_cell(dollars(c.cost_usd)), number_cell(percent(c.stability)),
                    cell(name_text(c.reason, 200)));
  }
  Html columns = column("On whom");
  columns += column("Measure");
  columns += column("Cost", Column::number);
  columns += column("Chosen again in", Column::number);
  columns += column("Why");
  return table(fmt::format("The first {} of {}, in order of benefit", plan.choices.size(),
                           counted(plan.choice_count, "choice", "choices")),
               columns, rows, "wide-words");
}

Html no_plan() {
  return element(
      "p",
      text("No plan was made: no budget was given, or nothing could be chosen within it. Run again "
           "with a budget, for example "),
      element("code", text("--budget 250000EUR")), text("."));
}

}  // namespace

Html plan_part(const Digest& digest) {
  const PlanFacts& plan = digest.plan;
  Html content;
  if (plan.choices.empty()) {
    content = no_plan();
  } else {
    content = element("p", {{"class", "lead"}}, text(result_sentence(plan)));
    content += element(
        "p", {{"class", "assumption"}},
        text("Effects and costs of measures are assumed, with ranges: no published effect on the "
             "number of people affected was found for most. Finding problems is never penalised; "
             "no supplier is dropped without a responsible-exit measure."));
    content += measures_table(plan);
    const Html curve = budget_curve(plan.curve, total(plan, "budget_usd"));
    if (!curve.code.empty()) {
      content +=
          element("figure", element("h3", text("What another budget would buy")), curve,
                  element("figcaption",
                          text("Reduction of the expected exposure by budget; the band is the "
                               "5–95% range over the draws of the effects.")));
    }
    content += choices_table(plan);
    content +=
        element("p", {{"class", "note"}}, text("The whole plan: "),
                element("a", {{"href", "exports/plan.csv"}}, text("exports/plan.csv")), text("."));
  }
  return element("section", {{"id", "plan"}}, element("h2", text("What to do for the budget")),
                 content);
}

}  // namespace headwater
