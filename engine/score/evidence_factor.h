#pragma once

#include <span>
#include <string>

#include "base/database.h"
#include "network/input_output.h"
#include "reference/rates.h"

namespace headwater {

/// How evidence moves the assumed probability that an establishment of a supplier's country and
/// sector has at least one case: posterior over prior. The probability itself is written nowhere: a
/// number of people would follow from it.
class EvidenceFactor {
 public:
  EvidenceFactor(Connection& connection, const InputOutput& table, const CellRates& rates);
  double operator()(const std::string& country, const std::string& sector, double log_odds) const;

 private:
  const InputOutput& table_;
  std::span<const double> rates_;
  double output_musd_ = 0;  ///< of the establishment the prior is stated for
  double cluster_ = 1;      ///< cases of an affected establishment
  double world_rate_ = 0;   ///< where country or sector are unknown
};

}  // namespace headwater
