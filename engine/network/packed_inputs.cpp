#include "network/packed_inputs.h"

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

/// Packs column after column.
class Packer {
 public:
  explicit Packer(const Sparse& matrix)
      : matrix_(matrix), narrow_(PackedInputs::is_narrow(matrix.columns())) {}

  /// One node's coefficients.
  void add(std::span<const std::int32_t> entries) {
    for (std::size_t i = 0; i < entries.size();) {
      const std::int32_t at = matrix_.index[entries[i]];
      std::size_t end = i;
      while (end < entries.size() &&
             matrix_.index[entries[end]] < at + static_cast<std::int32_t>(width)) {
        ++end;
      }
      if (end - i < worth_a_run) {
        keep(at, narrow_single_, wide_single_);
        single_value_.push_back(static_cast<float>(matrix_.value[entries[i++]]));
        continue;
      }
      keep(at, narrow_run_, wide_run_);
      const std::size_t first = run_value_.size();
      run_value_.resize(first + width);
      for (; i < end; ++i) {
        run_value_[first + matrix_.index[entries[i]] - at] =
            static_cast<float>(matrix_.value[entries[i]]);
      }
    }
    run_start_.push_back(static_cast<std::int32_t>(run_value_.size() / width));
    single_start_.push_back(static_cast<std::int32_t>(single_value_.size()));
  }

  PackedInputs::Arrays all() && {
    return {std::move(run_start_),     std::move(single_start_), std::move(narrow_run_),
            std::move(narrow_single_), std::move(wide_run_),     std::move(wide_single_),
            std::move(run_value_),     std::move(single_value_)};
  }

 private:
  void keep(std::int32_t place, std::vector<std::uint16_t>& narrow,
            std::vector<std::int32_t>& wide) const {
    narrow_ ? narrow.push_back(static_cast<std::uint16_t>(place)) : wide.push_back(place);
  }

  const Sparse& matrix_;
  bool narrow_;
  std::vector<std::int32_t> run_start_{0}, single_start_{0};
  std::vector<std::uint16_t> narrow_run_, narrow_single_;
  std::vector<std::int32_t> wide_run_, wide_single_;
  std::vector<float> run_value_, single_value_;
};

}  // namespace

PackedInputs::PackedInputs(const Sparse& matrix, std::span<const std::int32_t> block_of) {
  Packer packer(matrix);
  std::vector<std::int32_t> outside;
  for (std::size_t node = 0; node < matrix.columns(); ++node) {
    outside.clear();
    for (std::int32_t e = matrix.start[node]; e < matrix.start[node + 1]; ++e) {
      const std::size_t from = matrix.index[e];
      if (node >= block_of.size() || from >= block_of.size() || block_of[from] != block_of[node]) {
        outside.push_back(e);
      }
    }
    packer.add(outside);
  }
  arrays_ = std::move(packer).all();
}

void PackedInputs::sums(std::size_t first, std::size_t last, const float* x, float* sum) const {
  const Arrays& a = arrays_;
  if (is_narrow(a.run_start.size() - 1)) {
    narrow_sums({a.run_start.data(), a.narrow_run.data(), a.run_value.data(), a.single_start.data(),
                 a.narrow_single.data(), a.single_value.data()},
                first, last, x, sum);
  } else {
    wide_sums({a.run_start.data(), a.wide_run.data(), a.run_value.data(), a.single_start.data(),
               a.wide_single.data(), a.single_value.data()},
              first, last, x, sum);
  }
}

}  // namespace headwater
