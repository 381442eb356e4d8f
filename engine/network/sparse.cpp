#include <algorithm>
#include <numeric>

#include "network/parts.h"

namespace headwater {

Sparse compressed(std::span<const Entry> entries, std::size_t columns) {
  std::vector<std::size_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return std::pair(entries[a].column, entries[a].row) <
           std::pair(entries[b].column, entries[b].row);
  });
  Sparse result;
  result.start.assign(columns + 1, 0);
  const Entry* last = nullptr;
  for (const std::size_t i : order) {
    const Entry& entry = entries[i];
    if (last && last->column == entry.column && last->row == entry.row) {
      result.value.back() += entry.value;
      continue;
    }
    result.index.push_back(entry.row);
    result.value.push_back(entry.value);
    ++result.start[entry.column + 1];
    last = &entry;
  }
  std::partial_sum(result.start.begin(), result.start.end(), result.start.begin());
  return result;
}

Sparse transposed(const Sparse& matrix, std::size_t rows) {
  Sparse result;
  result.start.assign(rows + 1, 0);
  for (const std::int32_t row : matrix.index) {
    ++result.start[row + 1];
  }
  std::partial_sum(result.start.begin(), result.start.end(), result.start.begin());
  result.index.resize(matrix.index.size());
  result.value.resize(matrix.value.size());
  std::vector<std::int32_t> next(result.start.begin(), result.start.end() - 1);
  for (std::size_t column = 0; column < matrix.columns(); ++column) {
    for (std::int32_t e = matrix.start[column]; e < matrix.start[column + 1]; ++e) {
      const std::int32_t place = next[matrix.index[e]]++;
      result.index[place] = static_cast<std::int32_t>(column);
      result.value[place] = matrix.value[e];
    }
  }
  return result;
}

}  // namespace headwater
