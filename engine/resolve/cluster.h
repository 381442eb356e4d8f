#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "resolve/resolve.h"
#include "resolve/spelling.h"

namespace headwater {

/// Where a group of spellings belongs.
struct Membership {
  std::size_t leader = 0;  ///< group that stands for the supplier; itself, if it does
  double score = 0;
  std::string reasons;  ///< of the match with the leader; empty for a leader
};

/// Two groups of different suppliers that may be one: for a person to decide.
struct NearMerge {
  std::size_t group = 0;
  std::size_t other = 0;
  double score = 0;
  std::string reasons;
};

struct Clusters {
  std::vector<Membership> memberships;  ///< by group
  std::vector<NearMerge> near;  ///< one of each two suppliers, the likeliest; likeliest first
};

/// Spellings of one supplier, without chains: each member matches its leader directly, or a person
/// has judged them the same. Leaders are the spellings with most lines. Names of different
/// countries stay apart unless an identifier settles it, and a name without country joins none that
/// has one. Near are names that are alike but not enough, or enough but not with the leader; not
/// those that a person keeps apart.
Clusters clustered(const Suppliers& suppliers, std::span<const Judgement> judgements, int threads);

}  // namespace headwater
