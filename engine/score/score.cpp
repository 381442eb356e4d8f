#include "score/score.h"

#include <cmath>
#include <numeric>
#include <utility>

#include "base/appender.h"
#include "network/cell_outputs.h"
#include "network/coefficient_draws.h"
#include "reference/rates.h"
#include "reference/reference.h"
#include "score/bought_risk.h"
#include "score/ensemble.h"
#include "score/evidence_factor.h"
#include "score/lenses.h"
#include "score/null_comparison.h"
#include "score/origin_risk.h"
#include "score/risk_reasons.h"
#include "score/sellers.h"
#include "score/supplier_rows.h"
#include "score/variance_shares.h"

namespace headwater {
namespace {

constexpr std::size_t most_cells =
    500;  // rows of `risk` for origin cells; sums over all are in the other scopes

/// Evidence fades up to the day given, else up to the last day of the ledger.
std::string last_day(Connection& connection, std::string_view as_of) {
  return as_of.empty()
             ? connection.text("SELECT CAST(max(date) AS VARCHAR) FROM purchases").value_or("")
             : std::string(as_of);
}

double total_cases(const Ledger& ledger) {
  return std::inner_product(ledger.multiplier.begin(), ledger.multiplier.end(),
                            ledger.demand.begin(), 0.0);
}

/// In cases per unit of share; trace worked it out where links without an amount are in the
/// network.
CoverageError coverage_error(Connection& connection) {
  return {
      connection.number("SELECT value FROM trace_totals WHERE key = 'coverage_slope'").value_or(0),
      assumption(connection, "network.coverage.prior_mean").value,
      assumption(connection, "network.coverage.prior_strength").value};
}

double variance_of(std::span<const double> factors) {
  const auto count = static_cast<double>(factors.size());
  const double mean = std::accumulate(factors.begin(), factors.end(), 0.0) / count;
  double squares = 0;
  for (const double factor : factors) {
    squares += (factor - mean) * (factor - mean);
  }
  return squares / count;
}

/// Errors of the ledger's totals besides the rates: margins, classification and origins,
/// coefficients.
OtherVariances other_variances(Connection& connection, const Ledger& ledger,
                               const IntensityDraws& intensities,
                               std::span<const double> coefficients) {
  const double total = total_cases(ledger);
  const auto variance = [](double deviation) { return deviation * deviation; };
  OtherVariances others;
  others.coefficients = variance(total) * variance_of(coefficients);
  others.margins = variance(total * assumption(connection, "score.cv.margins").value);
  others.classification =
      variance(total * assumption(connection, "score.cv.classification_floor").value);
  for (std::size_t b = 0; b < ledger.bought.size(); ++b) {
    others.origins += origin_variance(ledger.bought[b], intensities, b);
  }
  const auto [slope, mean, strength] = coverage_error(connection);
  others.coverage = variance(slope) * mean * (1 - mean) / (strength + 1);
  return others;
}

SharedError shared_error(const Ledger& ledger, const OtherVariances& others,
                         CoverageError coverage) {
  const double total = std::abs(total_cases(ledger));
  const double size = total > 0 ? total : 1;
  coverage.slope /= size;
  return {std::sqrt(others.margins + others.classification + others.origins) / size, {}, coverage};
}

void write_scopes(Connection& connection, std::vector<RiskScope> scopes, int threads) {
  const auto top = static_cast<std::size_t>(assumption(connection, "score.ensemble.top").value);
  const double widest = assumption(connection, "score.abstain.index_width").value;
  Appender risk(connection, "risk");
  for (RiskScope& scope : scopes) {
    write_scope(risk, scope, {top, most_cells, widest, threads});
  }
  risk.close();
}

}  // namespace

ScoredLedger score_ledger(Connection& connection, const InputOutput& table,
                          const ScoreOptions& options, const Progress& progress) {
  connection.run("DELETE FROM risk");
  const std::vector<CellOutput> cells = cell_outputs(table);
  CellRates rates(connection, cells);
  Ledger ledger = read_ledger(connection, table, rates.central());
  std::vector<Variant> variants = rate_variants_of(connection, cells);
  variants.push_back(of_broad_sectors(connection, table, ledger, rates));
  if (options.another_year) {
    variants.push_back(of_another_year(table, *options.another_year, ledger, rates));
  }
  report(progress, "solving upstream in every draw", 0.1);
  const auto draws = static_cast<std::size_t>(std::max(options.draws, 1));
  const auto ranking =
      static_cast<std::size_t>(assumption(connection, "score.draws.ranking").value);
  const CoefficientDraws coefficients(table, ledger.multiplier,
                                      {.cv = assumption(connection, "score.cv.coefficients").value,
                                       .seed = options.seed,
                                       .threads = options.threads});
  IntensityDraws intensities =
      draw_intensities(table, ledger, rates, variants,
                       {coefficients, std::min(draws, ranking), options.seed, options.threads});
  const std::vector<double> factors = coefficients.factors(ledger.demand, ledger.required, draws);
  const OtherVariances others = other_variances(connection, ledger, intensities, factors);
  SharedError error = shared_error(ledger, others, coverage_error(connection));
  write_scopes(connection, bought_risk(ledger, intensities, error, options.seed), options.threads);
  error.coefficients = factors;  // drawn with the rates in what is bought
  report(progress, "drawing the ledger's figures", 0.5);
  write_scopes(connection,
               origin_risk(connection, table, ledger, rates, variants,
                           {draws, options.seed, options.threads, error}),
               options.threads);
  write_listed_facts(connection);
  write_ensemble(connection, ledger.required, rates, variants);
  write_variance_shares(connection, table, ledger, rates, others);
  compare_ledger(connection, table, ledger, rates);
  write_risk_reasons(connection);
  return {std::move(rates), std::move(ledger), std::move(intensities)};
}

namespace {

/// Standings of those with an exposure to rank: not where nothing was sold, or more taken back than
/// sold.
void rank(Connection& connection, SupplierFindings& findings, const ScoredLedger& scored,
          const ScoreOptions& options) {
  std::vector<RankedSupplier> known;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < findings.suppliers.size(); ++i) {
    if (findings.suppliers[i].exposure.value > 0) {
      known.push_back(findings.suppliers[i]);
      places.push_back(i);
    }
  }
  SupplierColumns columns = supplier_columns(
      known, scored.intensities,
      {assumption(connection, "score.cv.margins").value, options.seed, options.threads});
  write_lenses(connection, known, scored.ledger, scored.rates, columns,
               {static_cast<std::size_t>(assumption(connection, "score.draws.lens").value),
                findings.widest_index, options.threads});
  const auto of_known = standings(central_exposures(known), std::move(columns), options.threads);
  findings.standings.resize(findings.suppliers.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    findings.standings[places[i]] = of_known[i];
  }
}

}  // namespace

void score_suppliers(Connection& connection, const InputOutput& table, const ScoredLedger& scored,
                     const ScoreOptions& options, const Progress& progress) {
  report(progress, "ranking suppliers", 0.7);
  const auto& [rates, ledger, intensities] = scored;
  const std::vector<Supplier> suppliers = read_suppliers(connection, ledger);
  write_sellers(connection, suppliers, ledger, table, rates);
  SupplierFindings findings;
  findings.evidence = screening_evidence(connection, last_day(connection, options.as_of));
  findings.widest_index = assumption(connection, "score.abstain.index_width").value;
  const EvidenceFactor factor(connection, table, rates);
  for (const Supplier& supplier : suppliers) {
    RankedSupplier ranked{&supplier, exposure_of(supplier, ledger, intensities), 1};
    const auto evidence = findings.evidence.find(supplier.entity_id);
    if (evidence != findings.evidence.end()) {
      ranked.evidence_factor =
          factor(supplier.country, ranked.exposure.sector, evidence->second.log_odds);
    }
    findings.suppliers.push_back(std::move(ranked));
  }
  rank(connection, findings, scored, options);
  write_suppliers(connection, findings, ledger, Signals(table, ledger),
                  read_listed_facts(connection));
  write_sharpening(connection, suppliers, ledger, intensities);
  compare_suppliers(connection, table, ledger, findings.suppliers);
  report(progress, "scored", 1);
}

void score(Connection& connection, const InputOutput& table, const ScoreOptions& options,
           const Progress& progress) {
  const ScoredLedger scored = score_ledger(connection, table, options, progress);
  score_suppliers(connection, table, scored, options, progress);
}

}  // namespace headwater
