#pragma once

#include <Eigen/Dense>
#include <string>
#include <vector>

#include "hindcast/editions.h"

namespace headwater {

/// What a list had said by an edition: all pairs listed up to it, whether they still stand or not.
struct ListState {
  int year = 0;                        ///< of the newest edition in it: what is later is not known
  std::vector<std::string> goods;      ///< ever listed, sorted
  std::vector<std::string> countries;  ///< ISO codes, sorted
  Eigen::MatrixXd listed;              ///< goods x countries, 1 where listed
};

/// The state before the edition of `year`; there must be an earlier one.
ListState state_before(const ListOfGoods& list, int year);

/// What an edition added to the state before it.
struct Additions {
  Eigen::MatrixXd targets;  ///< goods x countries, 1 where a candidate was listed
  std::size_t target_count = 0;
  std::size_t unseen_good = 0;     ///< pairs of a good of no earlier edition
  std::size_t unseen_country = 0;  ///< pairs of a known good and a country of no earlier edition
  std::size_t forced_labour = 0;   ///< pairs marked as forced labour for the first time
};

Additions additions_of(const ListOfGoods& list, int year, const ListState& before);

/// A pair by its places in the state.
struct PairAt {
  Eigen::Index good = 0;
  Eigen::Index country = 0;
};

/// Every good and country listed to date, but for the pairs that are: by country, then good.
std::vector<PairAt> candidates_of(const ListState& state);

/// The pairs a model may learn from: candidates, and listed pairs whose good is listed elsewhere
/// and whose country for something else. One that stands alone could not have been a candidate.
std::vector<PairAt> examples_of(const ListState& state);

}  // namespace headwater
