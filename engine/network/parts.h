#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/fixed_array.h"
#include "network/input_output.h"

namespace headwater {

/// Compressed sparse columns (or rows): entries of column j are start[j] .. start[j+1].
struct Sparse {
  FixedArray<std::int32_t> start;
  FixedArray<std::int32_t> index;
  FixedArray<double> value;

  std::size_t columns() const { return start.empty() ? 0 : start.size() - 1; }
};

/// One entry of a sparse matrix before it is compressed.
struct Entry {
  std::int32_t row = 0;
  std::int32_t column = 0;
  double value = 0;
};

/// Entries of the same place are added up. Rows are sorted within each column.
Sparse compressed(std::span<const Entry> entries, std::size_t columns);
Sparse transposed(const Sparse& matrix, std::size_t rows);

class BlockSolver;

/// What final buyers of one region take from one node, million USD.
struct FinalUse {
  std::int32_t node = 0;
  std::string buyer;
  double value = 0;
  bool undivided = false;  ///< the buyer has no cells of its own: the rest of the world as a whole
};

/// Nodes are the cells first, then the composites (pass-through regions x sector, which make
/// nothing). B holds, in column j, what node j buys per unit of its output (cells) or of its
/// throughput (composites, whose columns sum to 1). Collapsing the composites gives
///   A = B_cc + B_ck (I - B_kk)^-1 B_kc.
struct InputOutput::Parts {
  std::vector<Cell> cells;
  std::size_t own_cells = 0;                           ///< the rest of them are disclosed suppliers
  std::unordered_map<std::string, std::size_t> index;  ///< "region|sector" -> cell
  std::size_t nodes = 0;
  Sparse by_column;                 ///< B
  Sparse by_row;                    ///< B transposed
  std::vector<std::int32_t> order;  ///< composites, each after those it buys from
  FixedArray<double> pools;      ///< composites x cells: the cells a unit of a composite comes from
  std::vector<double> diagonal;  ///< of A, by cell
  std::vector<double> exports;   ///< by cell: sales outside its own region, million USD
  std::vector<FinalUse> final_use;
  std::vector<double> final_demand;  ///< by cell, composites collapsed; all buyers
  /// ISO alpha-3 of the countries in a region that is none itself.
  std::map<std::string, std::vector<std::string>, std::less<>> members;
  std::map<std::string, std::string, std::less<>> region_of;  ///< by country: its region
  std::vector<Issue> issues;                                  ///< see InputOutput::issues()
  std::shared_ptr<const BlockSolver> purchases;               ///< solves x = c + B'x
  std::shared_ptr<const BlockSolver> sales;                   ///< solves x = c + B x
  std::vector<double> output_needed;  ///< v = (I - A')^-1 1, by cell: output upstream of a unit
  double error_factor = 0;  ///< no solution is further off than this times its largest residual

  bool is_cell(std::int32_t node) const { return std::cmp_less(node, cells.size()); }
  std::size_t composites() const { return nodes - cells.size(); }
  std::span<const double> pool(std::size_t composite) const {
    return {pools.data() + composite * cells.size(), cells.size()};
  }
  /// Column j of A, written into `column` (one number per cell).
  void column_of(std::size_t cell, std::span<double> column) const;
};

/// Derives order, pools, diagonal and by_row from cells, nodes and by_column, and what solves them.
/// Throws Error where composites buy from each other in a ring.
void collapse_composites(InputOutput::Parts& parts);
/// Derives the solvers, output_needed and error_factor from the rest. Throws Error where a cell
/// buys its whole output from itself.
void prepare_solvers(InputOutput::Parts& parts);

/// Adds rows that do not add up to the issues of a table; `sold` by node, to cells and final
/// demand.
void flag_rows(InputOutput::Parts& parts, std::span<const double> sold);
/// Says that purchases are in other prices than the table's.
void note_year(InputOutput::Parts& parts, std::int64_t year);
/// Adds columns of coefficients that sum to more than 1.
void flag_columns(InputOutput::Parts& parts);

/// Cells that feed each other with a gain of 1 or more, as "DEU c1 <- FRA c2 <- DEU c1 (gain 1.2)";
/// empty where the heaviest ring gains less.
std::string gaining_cycle(const InputOutput::Parts& parts);

/// Throws Error unless the spectral radius of A is below 1: certified by a positive v with
/// v - A'v > 0 (I - A is then a non-singular M-matrix).
void require_productive(const InputOutput& table);

}  // namespace headwater
