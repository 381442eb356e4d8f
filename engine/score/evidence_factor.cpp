#include "score/evidence_factor.h"

#include <cmath>
#include <numeric>

#include "reference/reference.h"
#include "score/order_statistics.h"

namespace headwater {

EvidenceFactor::EvidenceFactor(Connection& connection, const InputOutput& table,
                               const CellRates& rates)
    : table_(table),
      rates_(rates.central()),
      output_musd_(assumption(connection, "score.establishment.output_million_usd").value),
      cluster_(assumption(connection, "score.establishment.cases_per_affected").value) {
  double world = 0;
  for (const Cell& cell : table.cells()) {
    world += cell.output_musd;
  }
  const double cases = std::accumulate(rates.cases().begin(), rates.cases().end(), 0.0);
  world_rate_ = world > 0 ? cases / world : 0;
}

double EvidenceFactor::operator()(const std::string& country, const std::string& sector,
                                  double log_odds) const {
  const std::size_t cell = table_.index(country, sector);
  const double rate = cell == InputOutput::npos ? world_rate_ : rates_[cell];
  const double prior = -std::expm1(-rate * output_musd_ / cluster_);
  return prior > 0 && prior < 1 ? logistic(logit(prior) + log_odds) / prior : 1;
}

}  // namespace headwater
