#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "resolve/features.h"

namespace headwater {

/// What a record is ranked by before its words are looked at. It stands beside each key the record
/// is found by, so that most records are set aside without being read.
struct Sketch {
  std::array<std::uint64_t, 2> letters{};  ///< a bit for each pair of letters of its main reading
  std::uint32_t record = 0;
  std::uint16_t weight : 13 = 0;  ///< of its main reading, in units of `sketched_weight`
  std::uint16_t kind : 3 = 0;     ///< of its legal form
  std::uint16_t country = 0;      ///< 0: unknown, or several
};

constexpr float sketched_weight = 1.F / 32;

Sketch sketch(const PreparedName& name, std::uint32_t record);

/// How alike two names look, whatever their words: by letters (Dice coefficient of the bits),
/// legal form and country, roughly in the proportion that a comparison weighs them.
class Likeness {
 public:
  explicit Likeness(const Sketch& query) : query_(query), pairs_(pairs(query)) {}

  const Sketch& query() const { return query_; }
  float of(const Sketch& other) const {
    const int common = std::popcount(query_.letters[0] & other.letters[0]) +
                       std::popcount(query_.letters[1] & other.letters[1]);
    const int all = std::max(1, pairs_ + pairs(other));
    float alike = by_letters * 2 * static_cast<float>(common) / static_cast<float>(all);
    if (query_.kind != other.kind && query_.kind != 0 && other.kind != 0) {
      alike += other_form;
    }
    if (query_.country != 0 && other.country != 0) {
      alike += query_.country == other.country ? same_country : other_country;
    }
    return alike;
  }

 private:
  static constexpr float by_letters = 2;
  static constexpr float other_form = -0.3F;
  static constexpr float same_country = 0.7F;
  static constexpr float other_country = -1.5F;

  static int pairs(const Sketch& sketch) {
    return std::popcount(sketch.letters[0]) + std::popcount(sketch.letters[1]);
  }

  Sketch query_;
  int pairs_ = 0;
};

}  // namespace headwater
