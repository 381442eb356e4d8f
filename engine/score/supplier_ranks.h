#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "score/supplier_exposure.h"

namespace headwater {

/// Where a supplier stands in the order of whom to ask first.
struct Standing {
  std::uint32_t rank = 0;  ///< 1 = ask first
  std::uint32_t rank_low = 0;
  std::uint32_t rank_high = 0;
  double stability = 1;  ///< share of variants in which it stays in (or out of) the top tenth
};

struct RankedSupplier {
  const Supplier* supplier = nullptr;
  Exposure exposure;
  double evidence_factor =
      1;  ///< posterior over prior probability, from the evidence on the entity
};

struct RankOptions {
  double purchase_cv = 0;  ///< floor of the error of a supplier's sales
  std::uint64_t seed = 0;
  int threads = 0;
};

/// Ranks by exposure x evidence factor, its 5–95% range over the draws, and its stability.
/// Suppliers without an amount get no standing.
std::vector<std::optional<Standing>> stand(const std::vector<RankedSupplier>& suppliers,
                                           const IntensityDraws& intensities,
                                           const RankOptions& options);

}  // namespace headwater
