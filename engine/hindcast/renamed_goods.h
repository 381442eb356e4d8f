#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hindcast/editions.h"

namespace headwater {

/// When a new name is taken for an old good (data/assumptions.csv).
struct RenamingRule {
  std::size_t countries = 3;  ///< both are listed in, at least
  double share = 0.8;         ///< of the countries of the one that has more
};

/// A good of an edition that is taken for one of the edition before.
struct Renaming {
  int edition = 0;
  std::string written;
  std::string known;
  std::size_t shared = 0;     ///< countries both are listed in
  std::size_t countries = 0;  ///< of the one that has more
};

/// Finds goods of editions after `shipped` that no earlier edition has, and that are listed in the
/// same countries as a good this edition dropped; gives them the known name, there and later.
std::vector<Renaming> reconcile_renamed(ListOfGoods& list, int shipped, const RenamingRule& rule);

}  // namespace headwater
