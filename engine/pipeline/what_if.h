#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// A country whose part of the ledger's exposure would change, in the steps of the map's scale:
/// finer figures would tell of the one supplier.
struct ChangedPlace {
  std::string region;  ///< ISO alpha-3
  int step_before = 0;
  int step_after = 0;
};

struct WhatIfAnswer {
  std::vector<ChangedPlace> places;  ///< those whose step changes, by region
  /// Of the ledger's whole exposure: much_less | less | a_little_less | same | a_little_more | more
  /// | much_more
  std::string whole = "same";
};

/// "What if I learn where a supplier's goods are made": the case traced again with that one fact
/// changed. Nothing is written.
class WhatIf {
 public:
  /// Reads the input–output table; `table` is its folder.
  WhatIf(Connection& connection, const std::filesystem::path& table);
  ~WhatIf();

  /// Throws Error where there is no such supplier or country.
  WhatIfAnswer origin_of(Connection& connection, const std::string& entity_id,
                         const std::string& country) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace headwater
