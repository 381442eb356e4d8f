#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "network/input_output.h"

namespace headwater {

/// A company of a cell, known by name. Without a measured rate it has its cell's.
struct Firm {
  std::size_t cell = 0;
  std::optional<double> rate;  ///< cases per million USD of its own output, if a site was measured
};

/// `buyer` buys of `supplier`; both are places in the list of firms.
struct DisclosedLink {
  std::size_t buyer = 0;
  std::size_t supplier = 0;
  std::optional<double> per_output;  ///< million USD per million USD of the buyer's output
};

struct DisclosedProblem {
  std::size_t link = 0;
  double scale = 1;  ///< the amounts of this product were multiplied by it
};

/// A table whose last cells are disclosed suppliers: firm f is cell `own_cells() + f`.
struct DisclosedTable {
  InputOutput table;
  std::vector<double> disclosed;           ///< share of the firm's inputs that is disclosed
  std::vector<DisclosedProblem> problems;  ///< amounts above what the cell buys of the product
};

/// Firms and their links as nodes of their own, without counting anything twice: what is disclosed
/// is taken out of what the cell's average recipe says of the same product (method.md §3). Links
/// without an amount share `unknown_share` of the flow of their product. Throws Error for a
/// negative amount, and where firms buy more from each other than they sell.
DisclosedTable with_suppliers(const InputOutput& table, std::span<const Firm> firms,
                              std::span<const DisclosedLink> links, double unknown_share);

/// Rates of the table's own cells, and after them those of its disclosed suppliers.
std::vector<double> rates_with_suppliers(const InputOutput& table, std::span<const double> rates);

}  // namespace headwater
