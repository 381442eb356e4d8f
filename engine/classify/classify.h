#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"
#include "base/progress.h"

namespace headwater {

struct DivisionCandidate {
  std::string cpv_division;  ///< two digits
  double weight = 0;         ///< sums to 1 over all candidates of a wording
  std::string reason;        ///< the terms or the code that speak for it
  std::string cpv_prefix;    ///< the finest CPV prefix the terms speak for; at least the division
};

/// Wording -> a distribution over CPV divisions, best first, at most `keep`; empty where no part of
/// the wording is known. Remembers words it has met: one classifier is for one thread.
class WordingClassifier {
 public:
  /// Reads the terms from data/classification_terms.parquet and the reference tables.
  WordingClassifier(Connection& connection, const std::filesystem::path& data);
  ~WordingClassifier();
  std::vector<DivisionCandidate> classify(std::string_view wording, std::size_t keep = 5) const;

 private:
  struct Model;
  std::unique_ptr<Model> model_;
};

/// purchases -> wordings, purchase_wordings, wording_candidates, wording_sectors.
/// A line with neither code nor a known word gets the spend-weighted mean of the ledger's other
/// lines in basis 'none' (counted as not classified, never as low).
void classify(Connection& connection, const std::filesystem::path& data, const Progress& progress);

}  // namespace headwater
