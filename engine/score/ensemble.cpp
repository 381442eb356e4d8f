#include "score/ensemble.h"

#include <numeric>
#include <span>

#include "base/appender.h"
#include "reference/rate_variants.h"
#include "reference/reference.h"
#include "score/order_statistics.h"

namespace headwater {
namespace {

/// Cases by cell, where the ledger needs output.
std::vector<float> cases_by_cell(const std::vector<double>& required,
                                 std::span<const double> rates) {
  std::vector<float> cases;
  for (std::size_t i = 0; i < required.size(); ++i) {
    if (required[i] != 0) {
      cases.push_back(static_cast<float>(required[i] * rates[i]));
    }
  }
  return cases;
}

std::int64_t in_common(std::span<const float> a, std::span<const float> b, std::uint32_t top) {
  const auto x = ranks_of(a);
  const auto y = ranks_of(b);
  std::int64_t count = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    count += x[i] <= top && y[i] <= top ? 1 : 0;
  }
  return count;
}

}  // namespace

void write_ensemble(Connection& connection, const std::vector<double>& required,
                    const CellRates& base, const std::vector<Variant>& variants) {
  connection.run("DELETE FROM ensemble");
  const auto top = static_cast<std::uint32_t>(assumption(connection, "score.ensemble.top").value);
  const std::vector<float> central = cases_by_cell(required, base.central());
  Appender rows(connection, "ensemble");
  const auto add = [&](const std::string& name, const std::string& description,
                       std::span<const double> rates) {
    const std::vector<float> cases = cases_by_cell(required, rates);
    const double sum = std::inner_product(required.begin(), required.end(), rates.begin(), 0.0);
    rows.row(name, description, sum, rank_correlation(central, cases),
             in_common(central, cases, top));
  };
  add(rate_variants().front().name, rate_variants().front().description, base.central());
  for (const Variant& variant : variants) {
    add(variant.name, variant.description, variant.rates);
  }
  rows.close();
}

}  // namespace headwater
