#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// What the rates need to know of a cell of the input–output table.
struct CellOutput {
  std::string region;      ///< ISO alpha-3, or a region of several countries; no composite
  std::string sector;      ///< c1..c35
  double output_musd = 0;  ///< x, million USD of the base year
  bool synthetic = false;  ///< split from the rest of the world, or from a broader sector
  std::optional<std::size_t> of =
      std::nullopt;  ///< a disclosed supplier: an earlier cell, whose rate and output it shares
  std::vector<std::string> members = {};  ///< ISO alpha-3, where the region is no country
};

/// Direct risk per unit of output: expected cases (people in forced labour exploitation, private
/// economy) per million USD of output of each cell. Method: method.md §4, docs/score.md.
class CellRates {
 public:
  /// Derives the central rates: regional totals x 0.63, to countries by workforce x modifiers, to
  /// sectors by labour intensity, raked so that region and sector totals both hold; tiny outputs
  /// shrunk. Names of structural variants (see `variants()`) give the ensemble.
  CellRates(Connection& connection, std::vector<CellOutput> cells,
            const std::string& variant = "base");

  /// Coefficients of variation of the factors of a draw.
  struct Spreads {
    double region = 0;
    double sector = 0;
    double cell = 0;
    double synthetic = 0;  ///< added to `cell` where a country was split by proxies
  };
  const Spreads& spreads() const { return spreads_; }
  const std::string& region_of(std::size_t cell) const { return regions_[cell]; }  ///< ILO's

  std::span<const double> central() const { return rate_; }
  /// Cases of each cell: rate * output; none of disclosed suppliers, whose output is their cell's.
  std::span<const double> cases() const { return cases_; }
  /// Published cases of the countries that the table has: what all cases should come to.
  double wanted_cases() const { return wanted_; }
  /// Draw number `k` (0, 1, …) of the rates: shared region factor x shared sector factor x cell
  /// factor, lognormal with mean 1; the same for a seed and k whatever the thread or order.
  void draw(std::uint64_t seed, int k, std::span<double> rates) const;
  /// 5% and 95% points over `draws` draws of each cell, for `cells.rate_low/high`.
  static std::vector<std::string> variants();

 private:
  std::vector<CellOutput> cells_;
  std::size_t own_cells_ = 0;  ///< disclosed suppliers come after them
  std::vector<double> rate_;
  std::vector<double> cases_;
  double wanted_ = 0;
  std::vector<int> region_;  ///< index of the shared factor
  std::vector<int> sector_;
  std::vector<std::string> regions_;  ///< of the world, by cell
  Spreads spreads_;
};

}  // namespace headwater
