#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"
#include "base/progress.h"

namespace headwater {

struct DivisionCandidate {
  std::string cpv_division;   ///< two digits
  double weight = 0;          ///< sums to 1 over all candidates of a wording
  std::string reason;         ///< the terms or the code that speak for it
};

/// Wording -> a distribution over CPV divisions, best first, at most `keep`.
class WordingClassifier {
 public:
  /// Reads the terms from data/classification_terms.parquet through DuckDB.
  WordingClassifier(Connection& connection, const std::filesystem::path& data);
  std::vector<DivisionCandidate> classify(std::string_view wording, std::size_t keep = 5) const;
};

/// purchases -> wordings, purchase_wordings, wording_candidates, wording_sectors.
/// A line with neither code nor a known word gets the spend-weighted mean of the ledger's other lines
/// in basis 'none' (counted as not classified, never as low).
void classify(Connection& connection, const std::filesystem::path& data, const Progress& progress);

}  // namespace headwater
