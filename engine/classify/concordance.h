#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"
#include "classify/classify.h"

namespace headwater {

/// Sector -> weight; a distribution where the weights sum to 1.
using SectorShares = std::map<std::string, double>;

/// data/concordance.csv: code -> sectors by its longest prefix in the table.
class Concordance {
 public:
  explicit Concordance(Connection& connection);

  struct Found {
    std::string prefix;
    const SectorShares* shares = nullptr;
  };
  /// `shares` is null where no prefix of the code is known. An ISIC code is read as revision 4.
  Found find(std::string_view scheme, std::string_view code) const;

  /// Candidates -> sectors, each through its CPV prefix.
  SectorShares sectors(const std::vector<DivisionCandidate>& candidates) const;

 private:
  std::map<std::string, std::map<std::string, SectorShares, std::less<>>, std::less<>> schemes_;
};

/// The code says which sectors are possible, the wording which of them are likelier: each sector of
/// the code keeps `floor` of its weight where the wording does not speak for it.
SectorShares combined(const SectorShares& code, const SectorShares& wording, double floor);

/// The same shares, to sum 1.
SectorShares normalised(SectorShares shares);

}  // namespace headwater
