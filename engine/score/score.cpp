#include "score/score.h"

#include <cmath>
#include <numeric>
#include <utility>

#include "base/appender.h"
#include "reference/rates.h"
#include "reference/reference.h"
#include "score/bought_risk.h"
#include "score/coefficient_error.h"
#include "score/ensemble.h"
#include "score/evidence_factor.h"
#include "score/origin_risk.h"
#include "score/risk_reasons.h"
#include "score/sellers.h"
#include "score/supplier_rows.h"

namespace headwater {
namespace {

constexpr std::size_t most_cells =
    500;  // rows of `risk` for origin cells; sums over all are in the other scopes

std::vector<CellOutput> outputs_of(const InputOutput& table) {
  std::vector<CellOutput> cells;
  for (const Cell& cell : table.cells()) {
    cells.push_back({cell.region, cell.sector, cell.output_musd, cell.synthetic, cell.of});
  }
  return cells;
}

/// Evidence fades up to the day given, else up to the last day of the ledger.
std::string last_day(Connection& connection, std::string_view as_of) {
  return as_of.empty()
             ? connection.text("SELECT CAST(max(date) AS VARCHAR) FROM purchases").value_or("")
             : std::string(as_of);
}

/// Errors of the ledger's totals besides the rates: margins, classification and origins,
/// coefficients.
SharedError shared_error(Connection& connection, const InputOutput& table, const Ledger& ledger,
                         const IntensityDraws& intensities) {
  const double total = std::inner_product(ledger.multiplier.begin(), ledger.multiplier.end(),
                                          ledger.demand.begin(), 0.0);
  const double coefficients =
      coefficient_error(table, ledger.required, ledger.multiplier,
                        assumption(connection, "score.cv.coefficients").value);
  double origins = 0;
  for (std::size_t b = 0; b < ledger.bought.size(); ++b) {
    origins += origin_variance(ledger.bought[b], intensities, b);
  }
  const double size = total != 0 ? std::abs(total) : 1;
  return {std::hypot(assumption(connection, "score.cv.margins").value,
                     assumption(connection, "score.cv.classification_floor").value,
                     std::sqrt(origins) / size),
          coefficients / size};
}

void write_scopes(Connection& connection, std::vector<RiskScope> scopes, int threads) {
  const auto top = static_cast<std::size_t>(assumption(connection, "score.ensemble.top").value);
  Appender risk(connection, "risk");
  for (RiskScope& scope : scopes) {
    write_scope(risk, scope, top, most_cells, threads);
  }
  risk.close();
}

}  // namespace

ScoredLedger score_ledger(Connection& connection, const InputOutput& table,
                          const ScoreOptions& options, const Progress& progress) {
  connection.run("DELETE FROM risk");
  const std::vector<CellOutput> cells = outputs_of(table);
  CellRates rates(connection, cells);
  Ledger ledger = read_ledger(connection, table, rates.central());
  const auto variants = variant_rates(connection, cells);
  report(progress, "solving upstream in every draw", 0.1);
  const auto draws = static_cast<std::size_t>(std::max(options.draws, 1));
  const auto ranking =
      static_cast<std::size_t>(assumption(connection, "score.draws.ranking").value);
  IntensityDraws intensities = draw_intensities(
      table, ledger, rates, variants, std::min(draws, ranking), options.seed, options.threads);
  const SharedError error = shared_error(connection, table, ledger, intensities);
  write_scopes(connection, bought_risk(ledger, intensities, error, options.seed), options.threads);
  report(progress, "drawing the ledger's figures", 0.5);
  write_scopes(connection,
               origin_risk(connection, table, ledger, rates, variants,
                           {draws, options.seed, options.threads, error}),
               options.threads);
  write_listed_facts(connection);
  write_ensemble(connection, ledger.required, rates, variants);
  write_risk_reasons(connection);
  return {std::move(rates), std::move(ledger), std::move(intensities)};
}

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
  findings.standings =
      stand(findings.suppliers, intensities,
            {assumption(connection, "score.cv.margins").value, options.seed, options.threads});
  write_suppliers(connection, findings, ledger, Signals(table, ledger),
                  read_listed_facts(connection));
  report(progress, "scored", 1);
}

void score(Connection& connection, const InputOutput& table, const ScoreOptions& options,
           const Progress& progress) {
  const ScoredLedger scored = score_ledger(connection, table, options, progress);
  score_suppliers(connection, table, scored, options, progress);
}

}  // namespace headwater
