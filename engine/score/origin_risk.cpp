#include "score/origin_risk.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "base/parallel.h"
#include "network/parts.h"

namespace headwater {
namespace {

/// A sum over cells: an item of some scope is sum of r_i * amount_i over its cells.
struct Term {
  std::size_t cell = 0;
  double amount_musd = 0;
};
struct SummedScope {
  RiskScope scope;
  std::vector<std::vector<Term>> terms;  ///< by item
};

double sum_of(const std::vector<Term>& terms, std::span<const double> rates) {
  double sum = 0;
  for (const Term& term : terms) {
    sum += rates[term.cell] * term.amount_musd;
  }
  return sum;
}

/// Scope whose items are groups of cells; `key` names the group of a cell.
template <class Key>
SummedScope grouped(std::string name, const InputOutput& table, const Ledger& ledger, Key key) {
  std::map<std::pair<std::string, std::string>, std::size_t> place;
  SummedScope result;
  result.scope.scope = std::move(name);
  for (std::size_t i = 0; i < ledger.required.size(); ++i) {
    if (ledger.required[i] == 0 && ledger.demand[i] == 0) {
      continue;
    }
    const std::pair<std::string, std::string> keys = key(table.cells()[i]);
    const auto [found, is_new] = place.emplace(keys, result.terms.size());
    if (is_new) {
      result.scope.items.push_back({keys.first, keys.second, 0.0, 0, 0});
      result.terms.emplace_back();
    }
    *result.scope.items[found->second].spend_usd += ledger.demand[i] * 1e6;
    result.terms[found->second].push_back({i, ledger.required[i]});
  }
  return result;
}

/// Output made for each step upstream, purchases of a cell from itself counted where they arise:
/// u_1 = y / (1 - a), u_t+1 = (A u_t - a u_t) / (1 - a) with a the diagonal; X is their sum.
SummedScope by_tier(Connection& connection, const InputOutput& table, const Ledger& ledger) {
  SummedScope result;
  result.scope.scope = "tier";
  const std::vector<double>& own = table.parts().diagonal;
  std::vector<double> wanted = ledger.demand;
  std::vector<double> rest = ledger.required;
  std::vector<std::pair<int, double>> tiers;
  Rows rows = connection.query("SELECT tier, spend_musd FROM tiers ORDER BY tier");
  while (rows.next()) {
    tiers.emplace_back(static_cast<int>(rows.row().integer(0).value_or(0)),
                       rows.row().number(1).value_or(0));
  }
  for (std::size_t t = 0; t < tiers.size(); ++t) {
    std::vector<Term>& terms = result.terms.emplace_back();
    result.scope.items.push_back({std::to_string(tiers[t].first), "", tiers[t].second * 1e6, 0, 0});
    std::vector<double> made(wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      made[i] = t + 1 == tiers.size() ? rest[i] : wanted[i] / (1 - own[i]);
      rest[i] -= made[i];
      terms.push_back({i, made[i]});
    }
    wanted = table.upstream(made);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      wanted[i] -= own[i] * made[i];
    }
  }
  return result;
}

void fill_central(SummedScope& summed, const InputOutput& table, const CellRates& rates,
                  const std::vector<Variant>& variants) {
  for (std::size_t i = 0; i < summed.terms.size(); ++i) {
    RiskItem& item = summed.scope.items[i];
    item.cases = sum_of(summed.terms[i], rates.central());
    for (const Term& term : summed.terms[i]) {
      item.proxy_cases +=
          table.cells()[term.cell].synthetic ? rates.central()[term.cell] * term.amount_musd : 0;
    }
  }
  for (const Variant& variant : variants) {
    std::vector<float>& values = summed.scope.variants.emplace_back();
    for (const std::vector<Term>& terms : summed.terms) {
      values.push_back(static_cast<float>(sum_of(terms, variant.rates)));
    }
  }
}

void draw_scopes(std::vector<SummedScope>& scopes, const CellRates& rates, std::size_t cells,
                 const OriginDraws& options) {
  for (SummedScope& summed : scopes) {
    summed.scope.draws = options.draws;
    summed.scope.drawn.resize(summed.terms.size() * options.draws);
  }
  in_parallel(options.threads, options.draws, [&](std::size_t k) {
    std::vector<double> drawn(cells);
    rates.draw(options.seed, static_cast<int>(k), drawn);
    const double factor = shared_factor(options.error, options.seed, k);
    for (SummedScope& summed : scopes) {
      for (std::size_t i = 0; i < summed.terms.size(); ++i) {
        summed.scope.drawn[i * options.draws + k] =
            static_cast<float>(sum_of(summed.terms[i], drawn) * factor);
      }
    }
  });
}

}  // namespace

std::vector<RiskScope> origin_risk(Connection& connection, const InputOutput& table,
                                   const Ledger& ledger, const CellRates& rates,
                                   const std::vector<Variant>& variants,
                                   const OriginDraws& options) {
  using Keys = std::pair<std::string, std::string>;
  std::vector<SummedScope> scopes;
  scopes.push_back(grouped("ledger", table, ledger, [](const Cell&) { return Keys{"", ""}; }));
  scopes.push_back(
      grouped("origin_region", table, ledger, [](const Cell& c) { return Keys{c.region, ""}; }));
  scopes.push_back(
      grouped("origin_sector", table, ledger, [](const Cell& c) { return Keys{c.sector, ""}; }));
  scopes.push_back(grouped("origin_cell", table, ledger,
                           [](const Cell& c) { return Keys{c.region, c.sector}; }));
  scopes.push_back(by_tier(connection, table, ledger));
  std::vector<RiskScope> result;
  for (SummedScope& summed : scopes) {
    fill_central(summed, table, rates, variants);
  }
  draw_scopes(scopes, rates, table.cells().size(), options);
  for (SummedScope& summed : scopes) {
    result.push_back(std::move(summed.scope));
  }
  return result;
}

}  // namespace headwater
