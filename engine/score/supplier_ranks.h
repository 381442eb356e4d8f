#pragma once

#include <cstdint>
#include <span>
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

/// A number for every supplier in every column, column after column: draws, then variants.
struct SupplierColumns {
  std::size_t suppliers = 0;
  std::size_t draws = 0;
  std::size_t variants = 0;
  std::vector<float> values;

  std::size_t width() const { return draws + variants; }
  std::span<float> of(std::size_t column) {
    return {values.data() + column * suppliers, suppliers};
  }
  std::span<const float> of(std::size_t column) const {
    return {values.data() + column * suppliers, suppliers};
  }
};

/// Exposure x evidence factor of each.
std::vector<float> central_exposures(const std::vector<RankedSupplier>& suppliers);

/// The same in every draw and variant, with an error of its own in the draws.
SupplierColumns supplier_columns(const std::vector<RankedSupplier>& suppliers,
                                 const IntensityDraws& intensities, const RankOptions& options);

/// Ranks by the central values, their 5–95% range over the draws, and their stability. The columns
/// are used up.
std::vector<Standing> standings(std::span<const float> central, SupplierColumns columns,
                                int threads);

}  // namespace headwater
