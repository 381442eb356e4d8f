#include "network/aggregate.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>

#include "network/parts.h"
#include "reference/network_random.h"

namespace headwater {
namespace {

/// All purchases of cells from each other, composites collapsed.
double purchases(const InputOutput& table) {
  double sum = 0;
  std::vector<double> column(table.cells().size());
  for (std::size_t cell = 0; cell < column.size(); ++cell) {
    table.parts().column_of(cell, column);
    sum += table.cells()[cell].output_musd * std::accumulate(column.begin(), column.end(), 0.0);
  }
  return sum;
}

RC_GTEST_PROP(Aggregate, joining_nothing_changes_nothing, ()) {
  const InputOutput table = twin::load(twin::random_network());
  const AggregatedTable same = aggregated(table, [](const std::string& sector) { return sector; });
  const std::vector<double> rates = twin::random_numbers(table.cells().size());
  const std::vector<double> fine = table.adjoint(rates);
  std::vector<double> grouped(rates.size());
  for (std::size_t i = 0; i < rates.size(); ++i) grouped[same.group[i]] = rates[i];
  const std::vector<double> coarse = same.table.adjoint(grouped);
  for (std::size_t i = 0; i < fine.size(); ++i) {
    // A cell without output has no recipe in money, so none is kept.
    if (table.cells()[i].output_musd > 0) {
      RC_ASSERT(std::abs(coarse[same.group[i]] - fine[i]) <= 1e-9 * (1 + fine[i]));
    }
  }
}

RC_GTEST_PROP(Aggregate, outputs_and_purchases_keep_their_totals, ()) {
  const InputOutput table = twin::load(twin::random_network());
  const AggregatedTable one = aggregated(table, [](const std::string&) { return "all"; });
  const auto output = [](const InputOutput& of) {
    double sum = 0;
    for (const Cell& cell : of.cells()) sum += cell.output_musd;
    return sum;
  };
  RC_ASSERT(std::abs(output(one.table) - output(table)) <= 1e-9 * output(table));
  RC_ASSERT(std::abs(purchases(one.table) - purchases(table)) <= 1e-9 * (1 + purchases(table)));
}

}  // namespace
}  // namespace headwater
