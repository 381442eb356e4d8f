#include "score/supplier_ranks.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "base/parallel.h"
#include "reference/seeded_draw.h"
#include "score/order_statistics.h"

namespace headwater {
namespace {

constexpr std::uint64_t sales_stream = 21;

constexpr std::size_t block =
    64;  // suppliers worked on side by side, so that draws stay in the cache

/// Exposure x evidence of one supplier in every column, with an error of its own in the draws.
void exposures_of(const RankedSupplier& ranked, std::size_t number,
                  const IntensityDraws& intensities, const RankOptions& options,
                  std::span<float> result) {
  std::ranges::fill(result, 0.0F);
  for (const Sold& sold : ranked.supplier->sold) {
    const float* of_bought = intensities.of(sold.bought);
    const auto amount = static_cast<float>(sold.base_musd * ranked.evidence_factor);
    for (std::size_t k = 0; k < result.size(); ++k) {
      result[k] += amount * of_bought[k];
    }
  }
  const LognormalFactor error(std::hypot(options.purchase_cv, ranked.exposure.purchase_cv));
  for (std::size_t k = 0; k < intensities.draws; ++k) {
    result[k] *=
        static_cast<float>(error(standard_normal({options.seed, k, sales_stream, number})));
  }
}

/// Calls `work(first, end)` for blocks of suppliers on all threads.
template <class Work>
void for_blocks(std::size_t suppliers, int threads, Work work) {
  in_parallel(threads, (suppliers + block - 1) / block,
              [&](std::size_t b) { work(b * block, std::min(suppliers, (b + 1) * block)); });
}

/// Puts the rank of each value in its place. Ranks are exact in a float up to 16 million suppliers.
void rank_columns(SupplierColumns& columns, int threads) {
  in_parallel(threads, columns.width(), [&](std::size_t k) {
    const std::span<float> column = columns.of(k);
    std::ranges::copy(ranks_of(column), column.begin());
  });
}

double stability_of(std::uint32_t rank, std::span<const float> in_variants, double top) {
  if (in_variants.empty()) {
    return 1;
  }
  const auto agreeing = std::ranges::count_if(
      in_variants, [&](float other) { return (other <= top) == (rank <= top); });
  return static_cast<double>(agreeing) / static_cast<double>(in_variants.size());
}

/// From the ranks of one supplier: its draws (reordered), then its variants.
Standing standing_of(std::uint32_t rank, std::span<float> ranks, std::size_t draws, double top) {
  const double stability = stability_of(rank, ranks.subspan(draws), top);
  const Interval interval = interval_of(ranks.first(draws));
  return {rank, std::min(rank, static_cast<std::uint32_t>(interval.low)),
          std::max(rank, static_cast<std::uint32_t>(interval.high)), stability};
}

}  // namespace

std::vector<float> central_exposures(const std::vector<RankedSupplier>& suppliers) {
  std::vector<float> values;
  values.reserve(suppliers.size());
  for (const RankedSupplier& ranked : suppliers) {
    values.push_back(static_cast<float>(ranked.exposure.value * ranked.evidence_factor));
  }
  return values;
}

SupplierColumns supplier_columns(const std::vector<RankedSupplier>& suppliers,
                                 const IntensityDraws& intensities, const RankOptions& options) {
  const std::size_t width = intensities.draws + intensities.variants;
  SupplierColumns columns{suppliers.size(), intensities.draws, intensities.variants,
                          std::vector<float>(suppliers.size() * width)};
  for_blocks(suppliers.size(), options.threads, [&](std::size_t first, std::size_t end) {
    std::vector<float> rows(block * width);
    for (std::size_t i = first; i < end; ++i) {
      exposures_of(suppliers[i], i, intensities, options,
                   {rows.data() + (i - first) * width, width});
    }
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t i = first; i < end; ++i) {
        columns.of(k)[i] = rows[(i - first) * width + k];
      }
    }
  });
  return columns;
}

std::vector<Standing> standings(std::span<const float> central, SupplierColumns columns,
                                int threads) {
  const std::size_t width = columns.width();
  const std::vector<std::uint32_t> ranks = ranks_of(central);
  rank_columns(columns, threads);
  const double top = std::ceil(static_cast<double>(columns.suppliers) / 10);
  std::vector<Standing> result(columns.suppliers);
  for_blocks(columns.suppliers, threads, [&](std::size_t first, std::size_t end) {
    std::vector<float> rows(block * width);
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t i = first; i < end; ++i) {
        rows[(i - first) * width + k] = columns.of(k)[i];
      }
    }
    for (std::size_t i = first; i < end; ++i) {
      result[i] =
          standing_of(ranks[i], {rows.data() + (i - first) * width, width}, columns.draws, top);
    }
  });
  return result;
}

}  // namespace headwater
