#include "network/tiers.h"

#include <numeric>

#include "network/parts.h"

namespace headwater {
namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

std::vector<Tier> tiers(const InputOutput& table, std::span<const double> rates,
                        std::span<const double> demand, int count) {
  const std::vector<double>& diagonal = table.parts().diagonal;
  std::vector<double> bought(demand.begin(), demand.end());
  std::vector<double> made(demand.size());  // with the rounds inside the cell
  double spend_left = 0;
  double cases_left = dot(table.adjoint(rates), demand);
  // All purchases of all tiers: (I - D) X, the loops counted with the cell they stay in.
  const std::vector<double> required = table.required_output(demand);
  for (std::size_t i = 0; i < required.size(); ++i) {
    spend_left += required[i] * (1 - diagonal[i]);
  }
  std::vector<Tier> result;
  for (int tier = 1; tier <= count; ++tier) {
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i] = bought[i] / (1 - diagonal[i]);
    }
    const Tier row{tier, std::accumulate(bought.begin(), bought.end(), 0.0), dot(rates, made)};
    spend_left -= row.spend_musd;
    cases_left -= row.cases;
    result.push_back(row);
    bought = table.upstream(made);
    for (std::size_t i = 0; i < made.size(); ++i) {
      bought[i] -= diagonal[i] * made[i];
    }
  }
  result.push_back({count + 1, spend_left, cases_left});
  return result;
}

}  // namespace headwater
