#include "network/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/appender.h"
#include "base/error.h"
#include "network/cell_outputs.h"
#include "network/disclosed.h"
#include "network/disclosure.h"
#include "network/parts.h"
#include "network/places.h"
#include "network/trace_tables.h"
#include "reference/reference.h"

namespace headwater {
namespace {

constexpr double identity_tolerance = 1e-9;  // method.md §3

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// The size of a signed sum's terms: what rounding is measured against.
double dot_of_sizes(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += std::abs(a[i] * b[i]);
  }
  return sum;
}

CellRates rates_of(Connection& connection, const InputOutput& table) {
  return CellRates(connection, cell_outputs(table));
}

void clear(Connection& connection) {
  for (const char* table : {"cells", "demand", "origin_bases", "origin_cells", "intensities",
                            "tiers", "paths", "path_steps", "coverage", "trace_totals",
                            "demand_steps", "disclosed_suppliers", "disclosed_links"}) {
    connection.run(fmt::format("DELETE FROM {}", table));
  }
  connection.run("DELETE FROM issues WHERE stage = 'trace'");
}

void require_identity(const Trace& trace) {
  const double by_output = dot(trace.rates.central(), trace.required);
  const double size = dot_of_sizes(trace.multiplier, trace.demand);
  if (!std::isfinite(trace.cases) || !std::isfinite(by_output) || !(size > 0)) {
    throw Error("the traced total is not a number: no demand met the input-output table");
  }
  if (std::abs(trace.cases - by_output) > identity_tolerance * size) {
    throw Error(
        "the traced total differs between purchases and outputs: the table does not conserve");
  }
}

/// World totals: the footprint of all final demand against the rates' own total (docs/network.md).
void write_totals(const Trace& trace) {
  const std::span<const double> rates = trace.rates.central();
  const InputOutput::Parts& parts = trace.table.parts();
  const double footprint = dot(trace.multiplier, parts.final_demand);
  double direct = 0;
  double reversed = 0;
  double demand = 0;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    direct += rates[i] * parts.cells[i].output_musd;  // a disclosed supplier's is its cell's
    demand += trace.demand[i];
    if (trace.demand[i] < 0) {
      reversed += trace.demand[i] * trace.multiplier[i];
    }
  }
  Appender totals(trace.connection, "trace_totals");
  totals.row("cases", trace.cases, "expected cases behind the ledger's demand: m·y");
  totals.row("cases_by_output", dot(rates, trace.required), "the same by required output: r·X");
  totals.row("cases_reversed", reversed,
             "part of it from cells whose reversals exceed their purchases");
  totals.row("demand_musd", demand, "demand on the table, million USD of the base year");
  totals.row("required_musd", std::accumulate(trace.required.begin(), trace.required.end(), 0.0),
             "output that demand needs in all tiers, million USD");
  totals.row("world_footprint", footprint,
             "expected cases behind the world's final demand: r·(I-A)^-1 y");
  totals.row("world_direct", direct, "the rates' own total: r·x");
  totals.row("world_gap", direct > 0 ? (direct - footprint) / direct : 0,
             "share of r·x not in the footprint: rounding of the table and cells without output");
  totals.close();
}

}  // namespace

std::optional<double> share_of(double part, double whole) {
  return whole != 0 ? std::optional(part / whole) : std::nullopt;
}

namespace {

/// The table with disclosed suppliers as nodes, or as it is where nothing is disclosed.
std::optional<DisclosedTable> disclosed_table(Connection& connection, const InputOutput& table,
                                              const Disclosure& disclosure) {
  if (disclosure.empty()) {
    return std::nullopt;
  }
  return with_suppliers(table, disclosure.firms(), disclosure.links,
                        assumption(connection, "network.coverage.prior_mean").value);
}

/// How the total changes with the share taken for links without an amount: score draws that share.
void write_coverage_slope(const Trace& trace, const InputOutput& base) {
  const Disclosure& disclosure = trace.disclosure;
  if (std::ranges::all_of(disclosure.links,
                          [](const DisclosedLink& link) { return link.per_output.has_value(); })) {
    return;
  }
  const double mean = assumption(trace.connection, "network.coverage.prior_mean").value;
  const auto cases = [&](double share) {
    const InputOutput table =
        with_suppliers(base, disclosure.firms(), disclosure.links, share).table;
    return dot(table.adjoint(trace.rates.central()), trace.demand);
  };
  Appender totals(trace.connection, "trace_totals");
  totals.row(
      "coverage_slope", (cases(1.5 * mean) - cases(0.5 * mean)) / mean,
      "change of the expected cases per unit of the share that links without an amount take");
  totals.close();
}

/// Amounts that were cut to what the cell buys of the product.
void note_problems(const std::vector<DisclosedProblem>& problems, Disclosure& disclosure) {
  for (const DisclosedProblem& problem : problems) {
    const LinkSource& source = disclosure.sources[problem.link];
    disclosure.issues.push_back(
        {.severity = Severity::warning,
         .file = source.file,
         .row = source.row,
         .field = "amount",
         .value = "",
         .reason = fmt::format("more than its cell buys of the product: multiplied by {:.3g}",
                               problem.scale),
         .advice = "check the amount and the buyer's output"});
  }
}

}  // namespace

void trace(Connection& connection, const InputOutput& base, const TraceOptions& options,
           const Progress& progress) {
  clear(connection);
  const std::span<const Issue> doubtful = base.issues();
  record(connection, "trace", {doubtful.begin(), doubtful.end()});
  report(progress, "places", 0);
  place_sellers(connection);
  Disclosure disclosure = read_disclosure(connection, base);
  place_disclosed(connection, disclosure);
  const std::optional<DisclosedTable> with = disclosed_table(connection, base, disclosure);
  if (with) {
    note_problems(with->problems, disclosure);
  }
  const InputOutput& table = with ? with->table : base;
  const std::vector<double> nothing(table.cells().size(), 0.0);
  Trace trace{.connection = connection,
              .table = table,
              .options = options,
              .rates = rates_of(connection, table),
              .ledger = book_demand(connection, options.threads),
              .multiplier = {},
              .disclosure = disclosure,
              .inputs_disclosed = with ? with->disclosed : std::vector<double>{},
              .unknown_demand = nothing,
              .demand = nothing,
              .required = {},
              .cases = 0,
              .spend_by_basis = {}};
  trace.multiplier = table.adjoint(trace.rates.central());
  report(progress, "origins", 0.2);
  infer_origins(trace);
  trace.cases = dot(trace.multiplier, trace.demand);
  trace.required = table.required_output(trace.demand);
  require_identity(trace);
  report(progress, "intervals of the rates", 0.5);
  write_cells(trace);
  report(progress, "paths", 0.8);
  write_tiers(trace);
  write_paths(trace);
  write_totals(trace);
  write_disclosure(trace);
  write_coverage_slope(trace, base);
  write_demand_steps(trace);
  write_coverage(trace);
  report(progress, "traced", 1);
}

}  // namespace headwater
