#pragma once

#include <cstdint>
#include <vector>

#include "network/coefficient_draws.h"
#include "reference/rates.h"
#include "score/ledger.h"
#include "score/structure.h"

namespace headwater {

/// Expected cases per million USD of each thing bought, in every draw and structural variant.
struct IntensityDraws {
  std::size_t draws = 0;
  std::size_t variants = 0;
  std::vector<double> central;    ///< by bought, from the exact multipliers of the trace
  std::vector<double> synthetic;  ///< by bought, the part that arises in cells split by proxies
  std::vector<double>
      origin_cv;              ///< by bought: spread over where it may be made, if that is one place
  std::vector<float> values;  ///< by bought: its draws, then its variants

  const float* of(std::size_t bought) const { return values.data() + bought * (draws + variants); }
};

/// What is drawn: the rates, and the errors of the input coefficients as errors of the rates.
struct IntensityOptions {
  const CoefficientDraws& coefficients;
  std::size_t draws = 0;
  std::uint64_t seed = 0;
  int threads = 0;
};

/// Solves the draws, the variants and the synthetic part in one batch.
IntensityDraws draw_intensities(const InputOutput& table, const Ledger& ledger,
                                const CellRates& rates, const std::vector<Variant>& variants,
                                const IntensityOptions& options);

}  // namespace headwater
