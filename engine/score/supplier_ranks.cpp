#include "score/supplier_ranks.h"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cmath>

#include "reference/seeded_draw.h"
#include "score/order_statistics.h"

namespace headwater {
namespace {

constexpr std::uint64_t sales_stream = 21;

/// The order in one draw or variant: column `column` of the intensities, with an error of its own
/// for each supplier if `draw` is given.
std::vector<std::uint32_t> ranks_in(const std::vector<RankedSupplier>& suppliers,
                                    const IntensityDraws& intensities, std::size_t column,
                                    std::optional<std::size_t> draw, const RankOptions& options) {
  std::vector<float> values(suppliers.size());
  for (std::size_t i = 0; i < suppliers.size(); ++i) {
    const RankedSupplier& ranked = suppliers[i];
    double sum = 0;
    for (const Sold& sold : ranked.supplier->sold) {
      sum += sold.base_musd * static_cast<double>(intensities.of(sold.bought)[column]);
    }
    if (draw) {
      const LognormalFactor error(std::hypot(options.purchase_cv, ranked.exposure.purchase_cv));
      sum *= error(standard_normal({options.seed, *draw, sales_stream, i}));
    }
    values[i] = static_cast<float>(sum * ranked.evidence_factor);
  }
  return ranks_of(values);
}

/// Ranks of all suppliers, supplier after supplier, one for each of `columns`.
std::vector<std::uint32_t> rank_table(const std::vector<RankedSupplier>& suppliers,
                                      const IntensityDraws& intensities, std::size_t first,
                                      std::size_t columns, bool drawn, const RankOptions& options) {
  std::vector<std::uint32_t> table(suppliers.size() * columns);
  tbb::task_arena arena(options.threads > 0 ? options.threads : tbb::task_arena::automatic);
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, columns, [&](std::size_t k) {
      const auto ranks = ranks_in(suppliers, intensities, first + k,
                                  drawn ? std::optional(k) : std::nullopt, options);
      for (std::size_t i = 0; i < ranks.size(); ++i) {
        table[i * columns + k] = ranks[i];
      }
    });
  });
  return table;
}

std::vector<std::uint32_t> central_ranks(const std::vector<RankedSupplier>& suppliers) {
  std::vector<float> values;
  for (const RankedSupplier& ranked : suppliers) {
    values.push_back(static_cast<float>(ranked.exposure.value * ranked.evidence_factor));
  }
  return ranks_of(values);
}

Standing standing_of(std::uint32_t rank, std::span<std::uint32_t> drawn) {
  std::vector<float> values(drawn.begin(), drawn.end());
  const Interval interval = interval_of(values);
  return {rank, std::min(rank, static_cast<std::uint32_t>(interval.low)),
          std::max(rank, static_cast<std::uint32_t>(interval.high)), 1};
}

double stability_of(std::uint32_t rank, std::span<const std::uint32_t> in_variants, double top) {
  if (in_variants.empty()) {
    return 1;
  }
  const auto agreeing = std::ranges::count_if(
      in_variants, [&](std::uint32_t other) { return (other <= top) == (rank <= top); });
  return static_cast<double>(agreeing) / static_cast<double>(in_variants.size());
}

}  // namespace

std::vector<std::optional<Standing>> stand(const std::vector<RankedSupplier>& suppliers,
                                           const IntensityDraws& intensities,
                                           const RankOptions& options) {
  std::vector<RankedSupplier> known;
  std::ranges::copy_if(suppliers, std::back_inserter(known),
                       [](const RankedSupplier& r) { return !r.supplier->sold.empty(); });
  const auto central = central_ranks(known);
  auto drawn = rank_table(known, intensities, 0, intensities.draws, true, options);
  const auto variants =
      rank_table(known, intensities, intensities.draws, intensities.variants, false, options);
  const double top = std::ceil(static_cast<double>(known.size()) / 10);
  std::vector<std::optional<Standing>> result(suppliers.size());
  std::size_t k = 0;
  for (std::size_t i = 0; i < suppliers.size(); ++i) {
    if (suppliers[i].supplier->sold.empty()) {
      continue;
    }
    Standing standing =
        standing_of(central[k], {drawn.data() + k * intensities.draws, intensities.draws});
    standing.stability = stability_of(
        standing.rank, {variants.data() + k * intensities.variants, intensities.variants}, top);
    result[i] = standing;
    ++k;
  }
  return result;
}

}  // namespace headwater
