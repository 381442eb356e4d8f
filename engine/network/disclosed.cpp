#include "network/disclosed.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "network/parts.h"

namespace headwater {
namespace {

struct Purchase {
  std::size_t supplier = 0;
  double amount = 0;  ///< d, per unit of the buyer's output
};

/// The recipe of one firm: named suppliers, and what is left for the cells of the table.
struct Recipe {
  std::vector<Purchase> named;
  double rest = 0;   ///< C_f · m
  double share = 0;  ///< of all inputs, named
};

class Solver {
 public:
  Solver(const InputOutput& table, std::span<const double> rates, std::span<const Firm> firms,
         std::span<const DisclosedLink> links, double unknown_share)
      : table_(table),
        rates_(rates),
        firms_(firms),
        links_(links),
        unknown_share_(unknown_share),
        m_(table.adjoint(rates)) {}

  Disclosed solve() {
    std::vector<Recipe> recipes;
    for (std::size_t firm = 0; firm < firms_.size(); ++firm) {
      recipes.push_back(recipe(firm));
      result_.disclosed.push_back(recipes.back().share);
    }
    iterate(recipes);
    return std::move(result_);
  }

 private:
  using ByProduct = std::map<std::string, std::vector<std::size_t>>;  ///< links of a firm

  Recipe recipe(std::size_t firm) {
    std::vector<double> column(table_.cells().size());
    table_.parts().column_of(firms_[firm].cell, column);
    double inputs = 0;
    for (const double value : column) {
      inputs += value;
    }
    ByProduct products;
    for (std::size_t link = 0; link < links_.size(); ++link) {
      if (links_[link].buyer == firm) {
        products[sector_of(links_[link].supplier)].push_back(link);
      }
    }
    Recipe result;
    for (const auto& [product, list] : products) {
      disclose(product, list, column, result);
    }
    double named = 0;
    for (const Purchase& purchase : result.named) {
      named += purchase.amount;
    }
    result.share = inputs > 0 ? named / inputs : 0;
    for (std::size_t cell = 0; cell < column.size(); ++cell) {
      result.rest += column[cell] * m_[cell];
    }
    return result;
  }

  const std::string& sector_of(std::size_t firm) const {
    return table_.cells()[firms_[firm].cell].sector;
  }

  /// Amounts of the links of one product, cut to what the cell buys of it, taken out of `column`.
  void disclose(const std::string& product, const std::vector<std::size_t>& list,
                std::vector<double>& column, Recipe& recipe) {
    std::vector<std::size_t> cells;
    double available = 0;
    for (std::size_t cell = 0; cell < column.size(); ++cell) {
      if (table_.cells()[cell].sector != product || column[cell] <= 0) {
        continue;
      }
      cells.push_back(cell);
      available += column[cell];
    }
    std::vector<Purchase> bought = amounts(list, available);
    take_out(bought, cells, column);
    recipe.named.insert(recipe.named.end(), bought.begin(), bought.end());
  }

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
        result_.problems.push_back({link, scale});
      }
    }
    return bought;
  }

  /// First each supplier's own cell, then what exceeds it pro rata from the other regions.
  void take_out(const std::vector<Purchase>& bought, const std::vector<std::size_t>& cells,
                std::vector<double>& column) const {
    double excess = 0;
    for (const Purchase& purchase : bought) {
      double& own = column[firms_[purchase.supplier].cell];
      const double first = std::min(purchase.amount, std::max(0.0, own));
      own -= first;
      excess += purchase.amount - first;
    }
    double others = 0;
    for (const std::size_t cell : cells) {
      others += column[cell];
    }
    if (excess <= 0 || others <= 0) {
      return;
    }
    const double keep = std::max(0.0, 1 - excess / others);
    for (const std::size_t cell : cells) {
      column[cell] *= keep;
    }
  }

  double rate(const Firm& firm) const { return firm.rate.value_or(rates_[firm.cell]); }

  /// m_f = r_f + sum d m_f' + C_f m, by Gauss–Seidel: inputs stay below output, so it contracts.
  void iterate(const std::vector<Recipe>& recipes) {
    std::vector<double>& m = result_.multiplier;
    for (const Firm& firm : firms_) {
      m.push_back(m_[firm.cell]);
    }
    for (int pass = 0; pass < 2000; ++pass) {
      double worst = 0;
      for (std::size_t firm = 0; firm < recipes.size(); ++firm) {
        double next = rate(firms_[firm]) + recipes[firm].rest;
        for (const Purchase& purchase : recipes[firm].named) {
          next += purchase.amount * m[purchase.supplier];
        }
        worst = std::max(worst, std::abs(next - m[firm]) - 1e-14 * std::abs(next));
        m[firm] = next;
      }
      if (worst <= 0) {
        return;
      }
    }
    throw Error(
        "the disclosed links have no finite solution: companies buy more from each other than they "
        "sell");
  }

  const InputOutput& table_;
  std::span<const double> rates_;
  std::span<const Firm> firms_;
  std::span<const DisclosedLink> links_;
  double unknown_share_;
  std::vector<double> m_;
  Disclosed result_;
};

}  // namespace

Disclosed solve_disclosed(const InputOutput& table, std::span<const double> rates,
                          std::span<const Firm> firms, std::span<const DisclosedLink> links,
                          double unknown_share) {
  return Solver(table, rates, firms, links, unknown_share).solve();
}

}  // namespace headwater
