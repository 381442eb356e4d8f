#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace headwater {

/// The depths at which precision is told.
inline constexpr std::array<std::size_t, 3> depths = {25, 50, 100};

/// How well an order of candidates finds the targets.
struct Measures {
  double roc_auc = 0;  ///< share of (target, other) pairs in the right order; a tie counts half
  double pr_auc = 0;   ///< mean precision over the targets; candidates that tie come at once
  /// Share of targets among the first 25, 50, 100: what is expected if ties are broken by lot.
  std::array<double, depths.size()> precision = {};
};

Measures operator-(const Measures& a, const Measures& b);

/// A scored candidate.
struct Scored {
  double score = 0;
  bool target = false;
  std::size_t cluster = 0;  ///< its country: resamples take or leave countries whole
};

/// Candidates in order of their score, best first; ties stand together.
class Ranking {
 public:
  explicit Ranking(std::vector<Scored> candidates);

  /// Of all candidates, each once; nullopt without a target, or without anything else.
  std::optional<Measures> measures() const;
  /// Of a resample: candidate i counts `times[cluster of i]` times.
  std::optional<Measures> measures(std::span<const double> times) const;

 private:
  template <class Weight>
  std::optional<Measures> measured(const Weight& weight) const;

  std::vector<Scored> candidates_;
};

}  // namespace headwater
