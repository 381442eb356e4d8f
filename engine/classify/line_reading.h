#pragma once

#include <optional>
#include <string>
#include <vector>

#include "classify/classify.h"
#include "classify/concordance.h"

namespace headwater {

/// The wording and code that some lines of the ledger share.
struct Wording {
  std::int64_t id = 0;
  std::optional<std::string> description;
  std::optional<std::string> code_scheme;
  std::optional<std::string> code;
  std::int64_t lines = 0;
};

/// What was made of it. `sectors` is empty where neither code nor wording is known (basis none).
struct LineReading {
  std::string basis;                          ///< code | wording | both | none
  std::vector<DivisionCandidate> candidates;  ///< division empty: the code is of another scheme
  SectorShares sectors;
  bool code_unknown = false;
};

LineReading read_line(const Wording& wording, const WordingClassifier& classifier,
                      const Concordance& concordance, double code_floor);

}  // namespace headwater
