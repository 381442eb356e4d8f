#include "network/disclosed.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "network/parts.h"

namespace headwater {
namespace {

using Parts = InputOutput::Parts;

/// Of a firm's recipe: what it buys of named suppliers.
struct Purchase {
  std::size_t supplier = 0;
  double amount = 0;  ///< d, per unit of the buyer's output
};

/// Works out the recipe of each firm: named suppliers, and what is left for the cells of the table.
class Recipes {
 public:
  Recipes(const InputOutput& table, std::span<const Firm> firms,
          std::span<const DisclosedLink> links, double unknown_share)
      : parts_(table.parts()),
        firms_(firms),
        links_(links),
        unknown_share_(unknown_share),
        links_of_(firms.size()) {
    for (std::size_t link = 0; link < links.size(); ++link) {
      links_of_[links[link].buyer].push_back(link);
    }
  }

  /// Inputs of a firm per unit of its output. Rows: cells, then firms, then composites.
  void add(std::size_t firm, std::vector<Entry>& entries) {
    const auto column = static_cast<std::int32_t>(parts_.cells.size() + firm);
    if (links_of_[firm].empty()) {
      copy_cell(firm, column, entries);
      disclosed.push_back(0);
      return;
    }
    std::vector<double> rest(parts_.cells.size());
    parts_.column_of(firms_[firm].cell, rest);
    const double inputs = sum_of(rest);
    double named = 0;
    for (const Purchase& purchase : disclose(firm, rest)) {
      const std::size_t row = parts_.cells.size() + purchase.supplier;
      entries.push_back({static_cast<std::int32_t>(row), column, purchase.amount});
      named += purchase.amount;
    }
    for (std::size_t cell = 0; cell < rest.size(); ++cell) {
      if (rest[cell] > 0) {
        entries.push_back({static_cast<std::int32_t>(cell), column, rest[cell]});
      }
    }
    disclosed.push_back(inputs > 0 ? named / inputs : 0);
  }

  std::vector<double> disclosed;
  std::vector<DisclosedProblem> problems;

 private:
  static double sum_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) {
      sum += value;
    }
    return sum;
  }

  /// A firm that discloses nothing has the recipe of its cell.
  void copy_cell(std::size_t firm, std::int32_t column, std::vector<Entry>& entries) const {
    const Sparse& b = parts_.by_column;
    const std::size_t cell = firms_[firm].cell;
    for (std::int32_t e = b.start[cell]; e < b.start[cell + 1]; ++e) {
      const bool composite = !parts_.is_cell(b.index[e]);
      const auto moved = static_cast<std::int32_t>(composite ? firms_.size() : 0);
      entries.push_back({b.index[e] + moved, column, b.value[e]});
    }
  }

  /// Takes what is named out of `rest`, product by product.
  std::vector<Purchase> disclose(std::size_t firm, std::vector<double>& rest) {
    std::map<std::string, std::vector<std::size_t>> products;
    for (const std::size_t link : links_of_[firm]) {
      products[parts_.cells[firms_[links_[link].supplier].cell].sector].push_back(link);
    }
    std::vector<Purchase> named;
    for (const auto& [product, list] : products) {
      std::vector<std::size_t> cells;
      double available = 0;
      for (std::size_t cell = 0; cell < rest.size(); ++cell) {
        if (parts_.cells[cell].sector == product && rest[cell] > 0) {
          cells.push_back(cell);
          available += rest[cell];
        }
      }
      const std::vector<Purchase> bought = amounts(list, available);
      take_out(bought, cells, rest);
      named.insert(named.end(), bought.begin(), bought.end());
    }
    return named;
  }

  /// Amounts of the links of one product, cut to what the cell buys of it.
  std::vector<Purchase> amounts(const std::vector<std::size_t>& list, double available) {
    double known = 0;
    double unknown = 0;
    for (const std::size_t link : list) {
      const std::optional<double>& amount = links_[link].per_output;
      if (amount && !(*amount >= 0)) {
        throw Error("a disclosed amount is negative or not a number");
      }
      amount ? known += * amount : unknown += 1;
    }
    const double scale = known > available ? available / known : 1;
    const double left = available - known * scale;
    std::vector<Purchase> bought;
    for (const std::size_t link : list) {
      const std::optional<double>& amount = links_[link].per_output;
      const double d = amount ? *amount * scale : left * unknown_share_ / unknown;
      bought.push_back({links_[link].supplier, d});
      if (amount && scale < 1) {
        problems.push_back({link, scale});
      }
    }
    return bought;
  }

  /// First each supplier's own cell, then what exceeds it pro rata from the other regions.
  void take_out(const std::vector<Purchase>& bought, const std::vector<std::size_t>& cells,
                std::vector<double>& rest) const {
    double excess = 0;
    for (const Purchase& purchase : bought) {
      double& own = rest[firms_[purchase.supplier].cell];
      const double first = std::min(purchase.amount, std::max(0.0, own));
      own -= first;
      excess += purchase.amount - first;
    }
    double others = 0;
    for (const std::size_t cell : cells) {
      others += rest[cell];
    }
    if (excess <= 0 || others <= 0) {
      return;
    }
    const double keep = std::max(0.0, 1 - excess / others);
    for (const std::size_t cell : cells) {
      rest[cell] *= keep;
    }
  }

  const Parts& parts_;
  std::span<const Firm> firms_;
  std::span<const DisclosedLink> links_;
  double unknown_share_;
  std::vector<std::vector<std::size_t>> links_of_;
};

/// Columns and rows of composites make room for `count` firms before them.
void move_composites(const Parts& from, std::size_t count, std::vector<Entry>& entries) {
  const auto moved = [&](std::size_t node) {
    return static_cast<std::int32_t>(node < from.cells.size() ? node : node + count);
  };
  for (std::size_t node = 0; node < from.nodes; ++node) {
    for (std::int32_t e = from.by_column.start[node]; e < from.by_column.start[node + 1]; ++e) {
      entries.push_back({moved(from.by_column.index[e]), moved(node), from.by_column.value[e]});
    }
  }
}

std::unique_ptr<Parts> widened(const Parts& from, std::span<const Firm> firms) {
  auto parts = std::make_unique<Parts>();
  parts->cells = from.cells;
  parts->index = from.index;
  parts->own_cells = from.cells.size();
  parts->members = from.members;
  parts->region_of = from.region_of;
  for (const Firm& firm : firms) {
    Cell cell = from.cells.at(firm.cell);
    cell.output_musd = 0;  // a firm's output stays within its cell's
    cell.of = firm.cell;
    cell.rate = firm.rate;
    parts->cells.push_back(std::move(cell));
  }
  parts->nodes = from.nodes + firms.size();
  parts->exports = from.exports;
  parts->exports.resize(parts->cells.size(), 0.0);
  parts->final_demand = from.final_demand;
  parts->final_demand.resize(parts->cells.size(), 0.0);
  parts->final_use = from.final_use;
  for (FinalUse& use : parts->final_use) {
    use.node += static_cast<std::int32_t>(from.is_cell(use.node) ? 0 : firms.size());
  }
  return parts;
}

}  // namespace

DisclosedTable with_suppliers(const InputOutput& table, std::span<const Firm> firms,
                              std::span<const DisclosedLink> links, double unknown_share) {
  std::unique_ptr<Parts> parts = widened(table.parts(), firms);
  Recipes recipes(table, firms, links, unknown_share);
  std::vector<Entry> entries;
  move_composites(table.parts(), firms.size(), entries);
  for (std::size_t firm = 0; firm < firms.size(); ++firm) {
    recipes.add(firm, entries);
  }
  parts->by_column = compressed(entries, parts->nodes);
  collapse_composites(*parts);
  InputOutput widened_table = InputOutput::assembled(std::move(parts));
  require_productive(widened_table);
  return {std::move(widened_table), std::move(recipes.disclosed), std::move(recipes.problems)};
}

std::vector<double> rates_with_suppliers(const InputOutput& table, std::span<const double> rates) {
  std::vector<double> all(rates.begin(), rates.end());
  for (std::size_t cell = table.own_cells(); cell < table.cells().size(); ++cell) {
    const Cell& firm = table.cells()[cell];
    all.push_back(firm.rate.value_or(rates[firm.of.value()]));
  }
  return all;
}

}  // namespace headwater
