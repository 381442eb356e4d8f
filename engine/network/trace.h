#pragma once

#include <filesystem>
#include <span>

#include "base/database.h"
#include "base/progress.h"
#include "network/input_output.h"

namespace headwater {

struct TraceOptions {
  std::size_t paths = 500;
  int tiers = 6;     ///< tiers told apart; the rest is the last row
  int draws = 1000;  ///< for rate_low/high of `cells`
  std::uint64_t seed = 1;
  int threads = 0;
};

/// purchases + wording_sectors + links -> demand, origins, intensities, cells, tiers, paths,
/// path_steps, coverage, trace_totals. Throws Error where a total is not finite or the identities
/// of docs/network.md do not hold.
void trace(Connection& connection, const InputOutput& table, const TraceOptions& options,
           const Progress& progress);

}  // namespace headwater
