#include "score/coefficient_error.h"

#include <cmath>
#include <vector>

#include "network/parts.h"

namespace headwater {
namespace {

/// m of every node: of a composite, the mean over the cells it draws on.
std::vector<double> node_multipliers(const InputOutput::Parts& parts,
                                     std::span<const double> multiplier) {
  std::vector<double> result(multiplier.begin(), multiplier.end());
  for (std::size_t composite = 0; composite < parts.composites(); ++composite) {
    const std::span<const double> pool = parts.pool(composite);
    double sum = 0;
    for (std::size_t cell = 0; cell < pool.size(); ++cell) {
      sum += pool[cell] * multiplier[cell];
    }
    result.push_back(sum);
  }
  return result;
}

}  // namespace

double coefficient_error(const InputOutput& table, std::span<const double> required,
                         std::span<const double> multiplier, double coefficient_of_variation) {
  const InputOutput::Parts& parts = table.parts();
  const std::vector<double> m = node_multipliers(parts, multiplier);
  const Sparse& inputs = parts.by_column;
  double variance = 0;
  for (std::size_t j = 0; j < required.size(); ++j) {
    double total = 0;
    double weighted = 0;
    for (std::int32_t e = inputs.start[j]; e < inputs.start[j + 1]; ++e) {
      total += inputs.value[e];
      weighted += inputs.value[e] * m[inputs.index[e]];
    }
    const double mean = total > 0 ? weighted / total : 0;
    for (std::int32_t e = inputs.start[j]; e < inputs.start[j + 1]; ++e) {
      const double w = required[j] * inputs.value[e] * (m[inputs.index[e]] - mean);
      variance += w * w;
    }
  }
  return std::sqrt(variance) * coefficient_of_variation;
}

}  // namespace headwater
