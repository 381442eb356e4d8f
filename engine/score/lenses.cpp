#include "score/lenses.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/appender.h"
#include "base/error.h"
#include "base/parallel.h"
#include "score/order_statistics.h"

namespace headwater {
namespace {

enum Factor : std::uint8_t { severity, likelihood, proximity, leverage, factor_count };
constexpr std::array<std::string_view, factor_count> factor_names = {"severity", "likelihood",
                                                                     "proximity", "leverage"};
using Indices = std::array<std::vector<float>, factor_count>;  ///< 0..100, by supplier

struct Lens {
  std::string name;
  std::array<float, factor_count> weights{};
};

std::vector<Lens> read_lenses(Connection& connection) {
  std::vector<Lens> lenses;
  Rows rows = connection.query(
      "SELECT lens, factor, CAST(weight AS DOUBLE) FROM reference.lenses ORDER BY lens, factor");
  while (rows.next()) {
    const std::string name(rows.row().text(0).value_or(""));
    const auto factor = std::ranges::find(factor_names, rows.row().text(1).value_or(""));
    if (factor == factor_names.end()) {
      throw Error("data/lenses.csv: '" + name + "' has a factor that is none of severity, " +
                  "likelihood, proximity, leverage");
    }
    auto lens = std::ranges::find(lenses, name, &Lens::name);
    if (lens == lenses.end()) {
      lens = lenses.insert(lens, {name, {}});
    }
    lens->weights.at(static_cast<std::size_t>(factor - factor_names.begin())) =
        static_cast<float>(rows.row().number(2).value_or(0));
  }
  return lenses;
}

/// Expected cases at the places of origin alone, per million USD of each thing bought.
std::vector<double> direct_intensities(const Ledger& ledger, std::span<const double> rates) {
  std::vector<double> direct;
  for (const std::vector<OriginShare>& origins : ledger.origins) {
    double sum = 0;
    for (const OriginShare& origin : origins) {
      sum += origin.weight * rates[origin.cell];
    }
    direct.push_back(sum);
  }
  return direct;
}

/// What the factors of a supplier are made of, in their own units.
struct Sales {
  std::vector<float> spend;
  std::vector<float> direct_share;
};

Sales sales_of(const std::vector<RankedSupplier>& suppliers, const Ledger& ledger,
               std::span<const double> rates) {
  const std::vector<double> direct = direct_intensities(ledger, rates);
  Sales sales;
  for (const RankedSupplier& ranked : suppliers) {
    double spend = 0;
    double near = 0;
    for (const Sold& sold : ranked.supplier->sold) {
      spend += std::abs(sold.base_musd);
      near += sold.base_musd * direct[sold.bought];
    }
    sales.spend.push_back(static_cast<float>(spend));
    sales.direct_share.push_back(static_cast<float>(near / ranked.exposure.value));
  }
  return sales;
}

/// Severity and likelihood of exposures times evidence factors.
void set_exposure(std::span<const float> exposures, const std::vector<RankedSupplier>& suppliers,
                  const Sales& sales, std::vector<float>& severe, std::vector<float>& likely) {
  std::vector<float> grave(exposures.size());
  std::vector<float> a_dollar(exposures.size());
  for (std::size_t i = 0; i < exposures.size(); ++i) {
    grave[i] = exposures[i] / static_cast<float>(suppliers[i].evidence_factor);
    a_dollar[i] = exposures[i] / sales.spend[i];
  }
  severe = indices_of(grave);
  likely = indices_of(a_dollar);
}

void put_scores(const Lens& lens, const Indices& indices, std::span<float> scores) {
  std::ranges::fill(scores, 0.0F);
  for (std::size_t factor = 0; factor < factor_count; ++factor) {
    for (std::size_t i = 0; lens.weights[factor] > 0 && i < scores.size(); ++i) {
      scores[i] += lens.weights[factor] * indices[factor][i];
    }
  }
}

/// The lens's scores in the first draws and in every variant.
std::vector<SupplierColumns> lens_columns(const std::vector<Lens>& lenses, const Indices& central,
                                          const std::vector<RankedSupplier>& suppliers,
                                          const Sales& sales, const SupplierColumns& columns,
                                          const LensRules& rules) {
  const std::size_t draws = std::min(rules.draws, columns.draws);
  const std::size_t width = draws + columns.variants;
  std::vector<SupplierColumns> result(lenses.size(),
                                      {suppliers.size(), draws, columns.variants, {}});
  for (SupplierColumns& of_lens : result) {
    of_lens.values.resize(suppliers.size() * width);
  }
  in_parallel(rules.threads, width, [&](std::size_t k) {
    Indices indices = central;
    set_exposure(columns.of(k < draws ? k : columns.draws + k - draws), suppliers, sales,
                 indices[severity], indices[likelihood]);
    for (std::size_t lens = 0; lens < lenses.size(); ++lens) {
      put_scores(lenses[lens], indices, result[lens].of(k));
    }
  });
  return result;
}

}  // namespace

void write_lenses(Connection& connection, const std::vector<RankedSupplier>& suppliers,
                  const Ledger& ledger, const CellRates& rates, const SupplierColumns& columns,
                  const LensRules& rules) {
  connection.run("DELETE FROM supplier_factors; DELETE FROM supplier_lenses");
  const std::vector<Lens> lenses = read_lenses(connection);
  const Sales sales = sales_of(suppliers, ledger, rates.central());
  Indices central;
  set_exposure(central_exposures(suppliers), suppliers, sales, central[severity],
               central[likelihood]);
  central[proximity] = indices_of(sales.direct_share);
  central[leverage] = indices_of(sales.spend);
  Appender factors(connection, "supplier_factors");
  for (std::size_t i = 0; i < suppliers.size(); ++i) {
    factors.row(suppliers[i].supplier->entity_id, central[severity][i], central[likelihood][i],
                central[proximity][i], central[leverage][i]);
  }
  factors.close();
  auto of_lenses = lens_columns(lenses, central, suppliers, sales, columns, rules);
  Appender rows(connection, "supplier_lenses");
  const auto count = static_cast<double>(suppliers.size());
  for (std::size_t lens = 0; lens < lenses.size(); ++lens) {
    std::vector<float> scores(suppliers.size());
    put_scores(lenses[lens], central, scores);
    const auto standing = standings(scores, std::move(of_lenses[lens]), rules.threads);
    for (std::size_t i = 0; i < suppliers.size(); ++i) {
      const auto& [rank, low, high, stability] = standing[i];
      rows.row(suppliers[i].supplier->entity_id, lenses[lens].name, rank, low, high, stability,
               100 * static_cast<double>(high - low) / count > rules.widest);
    }
  }
  rows.close();
}

}  // namespace headwater
