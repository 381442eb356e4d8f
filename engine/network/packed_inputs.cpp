#include "network/packed_inputs.h"

#include <limits>

#include "base/lanes.h"
#include "base/wide.h"

namespace headwater {
namespace {

constexpr std::size_t width = PackedInputs::width;
constexpr std::size_t worth_a_run = 3;  // fewer are faster one by one

float total(const Lanes& lanes) {
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
         ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

template <class Place>
struct Columns {
  const std::int32_t* run_start;
  const Place* run;
  const float* run_value;
  const std::int32_t* single_start;
  const Place* single;
  const float* single_value;
};

template <class Place>
inline __attribute__((always_inline)) float run_sum(const Columns<Place>& m, std::size_t node,
                                                    const float* x) {
  Lanes even = {};
  Lanes odd = {};
  const auto* value = reinterpret_cast<const Lanes*>(m.run_value);
  const auto* run = m.run;
  std::int32_t e = m.run_start[node];
  const std::int32_t last = m.run_start[node + 1];
  for (; e + 2 <= last; e += 2) {
    even += value[e] * *reinterpret_cast<const Lanes*>(x + run[e]);
    odd += value[e + 1] * *reinterpret_cast<const Lanes*>(x + run[e + 1]);
  }
  if (e < last) {
    even += value[e] * *reinterpret_cast<const Lanes*>(x + run[e]);
  }
  return total(even + odd);
}

template <class Place>
inline __attribute__((always_inline)) float single_sum(const Columns<Place>& m, std::size_t node,
                                                       const float* x) {
  float sum[4] = {};  // four chains, so that one addition does not wait for the other
  std::int32_t e = m.single_start[node];
  const std::int32_t last = m.single_start[node + 1];
  for (; e + 4 <= last; e += 4) {
    for (int k = 0; k < 4; ++k) {
      sum[k] += m.single_value[e + k] * x[m.single[e + k]];
    }
  }
  for (; e < last; ++e) {
    sum[0] += m.single_value[e] * x[m.single[e]];
  }
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

HEADWATER_WIDE void narrow_sums(const Columns<std::uint16_t>& m, std::size_t first,
                                std::size_t last, const float* x, float* sum) {
  for (std::size_t node = first; node < last; ++node) {
    sum[node - first] = run_sum(m, node, x) + single_sum(m, node, x);
  }
}

HEADWATER_WIDE void wide_sums(const Columns<std::int32_t>& m, std::size_t first, std::size_t last,
                              const float* x, float* sum) {
  for (std::size_t node = first; node < last; ++node) {
    sum[node - first] = run_sum(m, node, x) + single_sum(m, node, x);
  }
}

}  // namespace

PackedInputs::PackedInputs(const Sparse& matrix, std::span<const std::int32_t> block_of)
    : narrow_(matrix.columns() + width <= std::numeric_limits<std::uint16_t>::max()) {
  std::vector<std::int32_t> outside;
  for (std::size_t node = 0; node < matrix.columns(); ++node) {
    outside.clear();
    for (std::int32_t e = matrix.start[node]; e < matrix.start[node + 1]; ++e) {
      const std::size_t from = matrix.index[e];
      if (node >= block_of.size() || from >= block_of.size() || block_of[from] != block_of[node]) {
        outside.push_back(e);
      }
    }
    pack(matrix, outside);
  }
}

void PackedInputs::pack(const Sparse& matrix, std::span<const std::int32_t> entries) {
  const auto place = [this](std::int32_t index, std::vector<std::uint16_t>& narrow,
                            std::vector<std::int32_t>& wide) {
    narrow_ ? narrow.push_back(static_cast<std::uint16_t>(index)) : wide.push_back(index);
  };
  for (std::size_t i = 0; i < entries.size();) {
    const std::int32_t at = matrix.index[entries[i]];
    std::size_t end = i;
    while (end < entries.size() &&
           matrix.index[entries[end]] < at + static_cast<std::int32_t>(width)) {
      ++end;
    }
    if (end - i < worth_a_run) {
      place(at, narrow_single_, wide_single_);
      single_value_.push_back(static_cast<float>(matrix.value[entries[i++]]));
      continue;
    }
    place(at, narrow_run_, wide_run_);
    const std::size_t first = run_value_.size();
    run_value_.resize(first + width);
    for (; i < end; ++i) {
      run_value_[first + matrix.index[entries[i]] - at] =
          static_cast<float>(matrix.value[entries[i]]);
    }
  }
  run_start_.push_back(static_cast<std::int32_t>(run_value_.size() / width));
  single_start_.push_back(static_cast<std::int32_t>(single_value_.size()));
}

void PackedInputs::sums(std::size_t first, std::size_t last, const float* x, float* sum) const {
  if (narrow_) {
    narrow_sums({run_start_.data(), narrow_run_.data(), run_value_.data(), single_start_.data(),
                 narrow_single_.data(), single_value_.data()},
                first, last, x, sum);
  } else {
    wide_sums({run_start_.data(), wide_run_.data(), run_value_.data(), single_start_.data(),
               wide_single_.data(), single_value_.data()},
              first, last, x, sum);
  }
}

}  // namespace headwater
