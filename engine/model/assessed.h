#pragma once

#include <string>
#include <vector>

namespace headwater {

/// From the 5th to the 95th percentile of the draws.
struct Interval {
  double low = 0;
  double high = 0;
};

/// Why a figure is what it is: one line for a person, and where it comes from.
struct Reason {
  std::string what;      ///< "listed for forced labour: cotton, Uzbekistan (2018 edition)"
  double effect = 0;     ///< In the unit the figure adds up in (log-odds, cases, share).
  std::string source;    ///< Table and row, or file and row.
  bool assumed = false;  ///< Rests on a declared assumption.
};

/// A figure with its interval and its reasons: no number without them.
struct Assessed {
  double value = 0;
  Interval interval;
  std::string unit;
  std::vector<Reason> reasons;
};

}  // namespace headwater
