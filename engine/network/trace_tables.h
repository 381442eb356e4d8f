#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "network/demand.h"
#include "network/disclosure.h"
#include "network/input_output.h"
#include "network/origins.h"
#include "network/trace.h"
#include "reference/rates.h"

namespace headwater {

/// What one run of trace() works on, and what its parts found.
struct Trace {
  Connection& connection;
  const InputOutput& table;  ///< with the disclosed suppliers
  const TraceOptions& options;
  CellRates rates;
  std::vector<Demand> ledger;
  std::vector<double> multiplier;  ///< m
  const Disclosure& disclosure;
  std::vector<double> inputs_disclosed;          ///< share of the inputs, by disclosed supplier
  std::vector<double> unknown_demand;            ///< of y: of unknown address
  std::vector<double> demand;                    ///< y, million USD, net; may be negative in a cell
  std::vector<double> required;                  ///< X
  double cases = 0;                              ///< R = m·y
  std::map<std::string, double> spend_by_basis;  ///< base USD by basis of origin
};

/// A part of a whole; no share of nothing.
std::optional<double> share_of(double part, double whole);

/// Infers origins of each key -> `origins`, `intensities`; fills demand and spend_by_basis.
void infer_origins(Trace& trace);
/// -> `cells`, with 5-95% intervals of the rates.
void write_cells(const Trace& trace);
/// -> `tiers`, `paths`, `path_steps`.
void write_tiers(const Trace& trace);
void write_paths(const Trace& trace);
/// -> `disclosed_suppliers`, `disclosed_links`, issues.
void write_disclosure(const Trace& trace);
/// -> `demand_steps`.
void write_demand_steps(const Trace& trace);
/// -> `coverage`.
void write_coverage(const Trace& trace);

}  // namespace headwater
