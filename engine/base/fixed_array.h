#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace headwater {

/// Numbers that stay as they were made: owned, or where they stand in a mapped file. Copies share
/// them.
template <class T>
class FixedArray {
 public:
  FixedArray() = default;
  FixedArray(std::vector<T> values) {  // NOLINT(misc-explicit-constructor): any array can be kept
    auto kept = std::make_shared<const std::vector<T>>(std::move(values));
    values_ = *kept;
    owner_ = std::move(kept);
  }
  /// `owner` keeps the values where they are.
  FixedArray(std::span<const T> values, std::shared_ptr<const void> owner)
      : values_(values), owner_(std::move(owner)) {}

  std::size_t size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  const T* data() const { return values_.data(); }
  const T* begin() const { return values_.data(); }
  const T* end() const { return values_.data() + values_.size(); }
  const T& operator[](std::size_t i) const { return values_[i]; }
  friend bool operator==(const FixedArray& a, const FixedArray& b) {
    return std::ranges::equal(a, b);
  }

 private:
  std::span<const T> values_;
  std::shared_ptr<const void> owner_;
};

}  // namespace headwater
