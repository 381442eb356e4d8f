#include "network/krylov.h"

#include <cmath>

#include "base/wide.h"

namespace headwater {
namespace {

using Vector = std::vector<float>;

// A step that gains nothing this near to what single precision can tell: the next gain as little.
constexpr double near_rounding = 1e-4;
constexpr double standstill = 0.9;
constexpr double noise = 1e-6;

HEADWATER_WIDE double dot(const float* a, const float* b, std::size_t size) {
  constexpr std::size_t lanes = 8;
  double sum[lanes] = {};
  std::size_t i = 0;
  for (; i + lanes <= size; i += lanes) {
    for (std::size_t k = 0; k < lanes; ++k) {
      sum[k] += static_cast<double>(a[i + k]) * static_cast<double>(b[i + k]);
    }
  }
  for (; i < size; ++i) {
    sum[0] += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  }
  return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

HEADWATER_WIDE void add(float* a, float weight, const float* b, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    a[i] += weight * b[i];
  }
}

void scale(Vector& a, double weight) {
  for (float& value : a) {
    value *= static_cast<float>(weight);
  }
}

/// The basis so far, and (I - G) on it as an upper triangle R: rotations take what is below it
/// away.
class Subspace {
 public:
  explicit Subspace(std::span<const float> b)
      : length_(std::sqrt(dot(b.data(), b.data(), b.size()))) {
    left_.push_back(length_);
    basis_.emplace_back(b.begin(), b.end());
    scale(basis_.back(), 1 / length_);
  }

  std::span<const float> newest() const { return basis_.back(); }
  /// What is left of b, as a share of it.
  double residual() const { return std::abs(left_.back()) / length_; }

  /// Takes G of the newest vector; false where the basis cannot grow.
  bool grow(std::span<const float> mapped) {
    Vector next = basis_.back();
    add(next.data(), -1, mapped.data(), next.size());
    const double size = std::sqrt(dot(next.data(), next.data(), next.size()));
    std::vector<double> column;
    for (const Vector& known : basis_) {
      column.push_back(dot(next.data(), known.data(), next.size()));
      add(next.data(), static_cast<float>(-column.back()), known.data(), next.size());
    }
    const double rest = std::sqrt(dot(next.data(), next.data(), next.size()));
    rotate(column, rest);
    triangle_.push_back(std::move(column));
    if (!(rest > noise * size)) {
      return false;  // what is new is rounding
    }
    scale(next, 1 / rest);
    basis_.push_back(std::move(next));
    return true;
  }

  Vector solution() const {
    const std::size_t steps = triangle_.size();
    std::vector<double> weight(left_.begin(), left_.begin() + static_cast<std::ptrdiff_t>(steps));
    Vector result(basis_.front().size(), 0.0F);
    for (std::size_t i = steps; i-- > 0;) {
      for (std::size_t j = i + 1; j < steps; ++j) {
        weight[i] -= triangle_[j][i] * weight[j];
      }
      weight[i] /= triangle_[i][i];
    }
    for (std::size_t i = 0; i < steps; ++i) {
      add(result.data(), static_cast<float>(weight[i]), basis_[i].data(), result.size());
    }
    return result;
  }

 private:
  struct Rotation {
    double cosine;
    double sine;
  };

  void rotate(std::vector<double>& column, double below) {
    for (std::size_t i = 0; i < rotations_.size(); ++i) {
      const auto [cosine, sine] = rotations_[i];
      const double upper = column[i];
      column[i] = cosine * upper + sine * column[i + 1];
      column[i + 1] = cosine * column[i + 1] - sine * upper;
    }
    const double size = std::hypot(column.back(), below);
    const Rotation rotation{size > 0 ? column.back() / size : 1, size > 0 ? below / size : 0};
    rotations_.push_back(rotation);
    column.back() = size;
    const double upper = left_.back();
    left_.back() = rotation.cosine * upper;
    left_.push_back(-rotation.sine * upper);
  }

  double length_;
  std::vector<Vector> basis_;
  std::vector<std::vector<double>> triangle_;  ///< by column
  std::vector<Rotation> rotations_;
  std::vector<double> left_;  ///< of b after the rotations
};

}  // namespace

std::vector<float> krylov_solution(std::span<const float> b, double tolerance,
                                   std::size_t most_steps, const SinglePrecisionMap& apply) {
  Subspace space(b);
  Vector mapped(b.size());
  for (std::size_t step = 0; step < most_steps && space.residual() > tolerance; ++step) {
    apply(space.newest(), mapped);
    if (!space.grow(mapped)) {
      break;
    }
  }
  return space.solution();
}

}  // namespace headwater
