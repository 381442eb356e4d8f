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

/// A number for every supplier in every column (draws, then variants), column after column.
struct Columns {
  std::size_t suppliers = 0;
  std::vector<float> values;

  std::span<float> of(std::size_t column) {
    return {values.data() + column * suppliers, suppliers};
  }
};

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

Columns exposures(const std::vector<RankedSupplier>& suppliers, const IntensityDraws& intensities,
                  const RankOptions& options) {
  const std::size_t width = intensities.draws + intensities.variants;
  Columns columns{suppliers.size(), std::vector<float>(suppliers.size() * width)};
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

/// Puts the rank of each value in its place. Ranks are exact in a float up to 16 million suppliers.
void rank_columns(Columns& columns, std::size_t width, int threads) {
  in_parallel(threads, width, [&](std::size_t k) {
    const std::span<float> column = columns.of(k);
    std::ranges::copy(ranks_of(column), column.begin());
  });
}

std::vector<std::uint32_t> central_ranks(const std::vector<RankedSupplier>& suppliers) {
  std::vector<float> values;
  for (const RankedSupplier& ranked : suppliers) {
    values.push_back(static_cast<float>(ranked.exposure.value * ranked.evidence_factor));
  }
  return ranks_of(values);
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

std::vector<Standing> standings(const std::vector<RankedSupplier>& suppliers,
                                const IntensityDraws& intensities, const RankOptions& options) {
  const std::size_t width = intensities.draws + intensities.variants;
  const std::vector<std::uint32_t> central = central_ranks(suppliers);
  Columns columns = exposures(suppliers, intensities, options);
  rank_columns(columns, width, options.threads);
  const double top = std::ceil(static_cast<double>(suppliers.size()) / 10);
  std::vector<Standing> result(suppliers.size());
  for_blocks(suppliers.size(), options.threads, [&](std::size_t first, std::size_t end) {
    std::vector<float> rows(block * width);
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t i = first; i < end; ++i) {
        rows[(i - first) * width + k] = columns.of(k)[i];
      }
    }
    for (std::size_t i = first; i < end; ++i) {
      result[i] = standing_of(central[i], {rows.data() + (i - first) * width, width},
                              intensities.draws, top);
    }
  });
  return result;
}

}  // namespace

std::vector<std::optional<Standing>> stand(const std::vector<RankedSupplier>& suppliers,
                                           const IntensityDraws& intensities,
                                           const RankOptions& options) {
  // Nothing sold, or more taken back than sold: no exposure to rank.
  const auto ranks = [](const RankedSupplier& r) { return r.exposure.value > 0; };
  std::vector<RankedSupplier> known;
  std::ranges::copy_if(suppliers, std::back_inserter(known), ranks);
  const std::vector<Standing> of_known = standings(known, intensities, options);
  std::vector<std::optional<Standing>> result;
  std::size_t next = 0;
  for (const RankedSupplier& ranked : suppliers) {
    result.push_back(ranks(ranked) ? std::optional(of_known[next++]) : std::nullopt);
  }
  return result;
}

}  // namespace headwater
