#include <algorithm>
#include <numeric>

#include "network/parts.h"

namespace headwater {

namespace {

/// Places of `order` sorted by a key that counts from 0; those of the same key keep their order.
template <class Key>
std::vector<std::uint32_t> counted(std::span<const std::uint32_t> order, std::size_t keys,
                                   Key key) {
  std::vector<std::uint32_t> next(keys + 1);
  for (const std::uint32_t i : order) {
    ++next[key(i) + 1];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::uint32_t> sorted(order.size());
  for (const std::uint32_t i : order) {
    sorted[next[key(i)]++] = i;
  }
  return sorted;
}

/// By column, then by row.
std::vector<std::uint32_t> sorted_places(std::span<const Entry> entries, std::size_t columns) {
  std::int32_t last_row = -1;
  for (const Entry& entry : entries) {
    last_row = std::max(last_row, entry.row);
  }
  std::vector<std::uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0U);
  order = counted(order, static_cast<std::size_t>(last_row + 1),
                  [&](std::uint32_t i) { return static_cast<std::size_t>(entries[i].row); });
  return counted(order, columns,
                 [&](std::uint32_t i) { return static_cast<std::size_t>(entries[i].column); });
}

}  // namespace

Sparse compressed(std::span<const Entry> entries, std::size_t columns) {
  std::vector<std::int32_t> start(columns + 1);
  std::vector<std::int32_t> index;
  std::vector<double> value;
  index.reserve(entries.size());
  value.reserve(entries.size());
  const Entry* last = nullptr;
  for (const std::uint32_t i : sorted_places(entries, columns)) {
    const Entry& entry = entries[i];
    if (last && last->column == entry.column && last->row == entry.row) {
      value.back() += entry.value;
      continue;
    }
    index.push_back(entry.row);
    value.push_back(entry.value);
    ++start[entry.column + 1];
    last = &entry;
  }
  std::partial_sum(start.begin(), start.end(), start.begin());
  return {std::move(start), std::move(index), std::move(value)};
}

Sparse transposed(const Sparse& matrix, std::size_t rows) {
  std::vector<std::int32_t> start(rows + 1);
  for (const std::int32_t row : matrix.index) {
    ++start[row + 1];
  }
  std::partial_sum(start.begin(), start.end(), start.begin());
  std::vector<std::int32_t> index(matrix.index.size());
  std::vector<double> value(matrix.value.size());
  std::vector<std::int32_t> next(start.begin(), start.end() - 1);
  for (std::size_t column = 0; column < matrix.columns(); ++column) {
    for (std::int32_t e = matrix.start[column]; e < matrix.start[column + 1]; ++e) {
      const std::int32_t place = next[matrix.index[e]]++;
      index[place] = static_cast<std::int32_t>(column);
      value[place] = matrix.value[e];
    }
  }
  return {std::move(start), std::move(index), std::move(value)};
}

}  // namespace headwater
