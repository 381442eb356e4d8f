#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "model/issue.h"

namespace headwater {

struct Cell {
  std::string region;
  std::string sector;
  double output_musd = 0;
  bool synthetic = false;
  std::optional<std::size_t> of = std::nullopt;  ///< a disclosed supplier: the cell it belongs to
  std::optional<double> rate = std::nullopt;     ///< of a disclosed supplier, if it was measured
  bool split = false;  ///< its sector is a part of a broader one, by assumed shares
};

/// A multi-regional input–output table, composites collapsed: cells are region x sector, A holds
/// the inputs of a cell per unit of its output. All vectors have one number per cell, in `cells()`
/// order (sorted by region, then c1..c35).
class InputOutput {
 public:
  /// Reads flows.parquet, output.parquet (or .csv), final_demand.parquet and, if present,
  /// regions.csv and sectors.csv. Throws Error, naming the cells, for an empty table, an amount
  /// that is missing, a negative flow or output, purchases of cells without output, and a spectral
  /// radius of 1 or more. What is doubtful but can be worked with is in issues().
  static InputOutput read(Connection& connection, const std::filesystem::path& folder);
  /// The same, mapped where keep_ready() has kept it and its files are still what they were.
  static InputOutput load(Connection& connection, const std::filesystem::path& folder);
  ~InputOutput();
  InputOutput(InputOutput&&) noexcept;
  InputOutput& operator=(InputOutput&&) noexcept;

  std::span<const Cell> cells() const;
  std::size_t own_cells() const;  ///< of the table itself; disclosed suppliers come after them
  std::size_t index(std::string_view region, std::string_view sector) const;  ///< npos if absent
  /// ISO alpha-3 of the countries in a region that is none itself; empty for a country.
  const std::vector<std::string>& members(std::string_view region) const;
  /// The region a country is in: its own, or the remainder that holds it. Empty if it is in none.
  std::string_view region_of(std::string_view country) const;
  /// Rows that do not add up and columns above 1: each kind once, with the worst cell.
  std::span<const Issue> issues() const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  /// m = (I - A^T)^-1 r: risk per unit of final purchase of each cell; the same for any number of
  /// threads (0: all), which large tables use.
  std::vector<double> adjoint(std::span<const double> rates, int threads = 1) const;
  /// No entry of a multiplier is further from the exact one than this: its residual times the
  /// output that a unit needs at most, with room for rounding.
  double adjoint_error(std::span<const double> rates, std::span<const double> multiplier) const;
  /// X = (I - A)^-1 y: output each cell must make for the demand y.
  std::vector<double> required_output(std::span<const double> demand, int threads = 1) const;
  /// The same for many rate vectors at once: `rates` and the result are cells x draws, draws
  /// contiguous.
  std::vector<double> adjoint_batch(std::span<const double> rates, std::size_t draws,
                                    int threads) const;
  /// w = A v, one tier upstream.
  std::vector<double> upstream(std::span<const double> v) const;

  struct Parts;
  const Parts& parts() const { return *parts_; }
  static InputOutput assembled(std::unique_ptr<Parts> parts);

 private:
  explicit InputOutput(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace headwater
