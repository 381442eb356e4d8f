#include "score/multiplier_draws.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"

namespace headwater {
namespace {

/// The rate vectors to solve for, side by side by cell: draws, variants, synthetic cells only.
std::vector<double> right_hand_sides(const InputOutput& table, const CellRates& rates,
                                     const std::vector<Variant>& variants,
                                     const IntensityOptions& options) {
  const std::size_t draws = options.draws;
  const std::size_t cells = table.cells().size();
  const std::size_t width = draws + variants.size() + 1;
  std::vector<double> sides(cells * width);
  std::vector<double> drawn(cells);
  for (std::size_t k = 0; k < draws; ++k) {
    rates.draw(options.seed, static_cast<int>(k), drawn);
    options.coefficients.add_to(drawn, k);
    for (std::size_t cell = 0; cell < cells; ++cell) {
      sides[cell * width + k] = drawn[cell];
    }
  }
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (std::size_t v = 0; v < variants.size(); ++v) {
      sides[cell * width + draws + v] = variants[v].rates[cell];
    }
    sides[cell * width + width - 1] = table.cells()[cell].synthetic ? rates.central()[cell] : 0;
  }
  return sides;
}

/// Standard deviation of the intensity over the places where it may be made, as a share of it.
/// Margins are part of the price wherever that is, and do not spread.
double origin_spread(const InputOutput& table, const Ledger& ledger, std::size_t bought,
                     double intensity) {
  double weight = 0;
  double sum = 0;
  double squares = 0;
  for (const OriginShare& origin : ledger.origins[bought]) {
    if (table.cells()[origin.cell].sector == ledger.bought[bought].sector) {
      const double m = ledger.multiplier[origin.cell];
      weight += origin.weight;
      sum += origin.weight * m;
      squares += origin.weight * m * m;
    }
  }
  if (weight <= 0 || intensity <= 0) {
    return 0;
  }
  const double mean = sum / weight;
  return weight * std::sqrt(std::max(squares / weight - mean * mean, 0.0)) / intensity;
}

}  // namespace

IntensityDraws draw_intensities(const InputOutput& table, const Ledger& ledger,
                                const CellRates& rates, const std::vector<Variant>& variants,
                                const IntensityOptions& options) {
  const std::size_t draws = options.draws;
  const std::size_t width = draws + variants.size() + 1;
  std::vector<double> multipliers = table.adjoint_batch(
      right_hand_sides(table, rates, variants, options), width, options.threads);
  for (std::size_t v = 0; v < variants.size(); ++v) {
    for (std::size_t cell = 0; cell < variants[v].multiplier.size(); ++cell) {
      multipliers[cell * width + draws + v] = variants[v].multiplier[cell];
    }
  }
  IntensityDraws result{draws, variants.size(), {}, {}, {}, {}};
  const std::size_t count = ledger.bought.size();
  result.central.resize(count);
  result.synthetic.resize(count);
  result.origin_cv.resize(count);
  result.values.resize(count * (width - 1));
  in_parallel(options.threads, count, [&](std::size_t b) {
    std::vector<double> sum(width, 0.0);
    for (const OriginShare& origin : ledger.origins[b]) {
      result.central[b] += origin.weight * ledger.multiplier[origin.cell];
      const double* of_cell = multipliers.data() + origin.cell * width;
      for (std::size_t k = 0; k < width; ++k) {
        sum[k] += origin.weight * of_cell[k];
      }
    }
    result.synthetic[b] = sum.back();
    result.origin_cv[b] = origin_spread(table, ledger, b, result.central[b]);
    std::transform(sum.begin(), sum.end() - 1, result.values.data() + b * (width - 1),
                   [](double value) { return static_cast<float>(value); });
  });
  return result;
}

}  // namespace headwater
