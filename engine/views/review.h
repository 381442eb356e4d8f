#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/database.h"
#include "views/json.h"

namespace headwater {

enum class PairKind : std::uint8_t { list, merge, near };

/// Which pairs a person wants to look at.
struct PairQuery {
  PairKind kind = PairKind::list;
  std::vector<std::string> done;  ///< keys of pairs that were decided already: left out
  std::int64_t offset = 0;
  std::int64_t limit = 50;
};

/// Pairs of names to be looked at by a person, each with both sides and what speaks for it:
/// {"pairs": […], "total"}. Those on lists: the likeliest first; spellings merged: the least alike
/// first; spellings of two suppliers that may be one: where most is bought of both first. A key
/// names a pair until names are resolved anew.
Json pairs_to_review(Connection& connection, const PairQuery& query);

/// The key of a pair, from its two sides.
std::string list_pair_key(const std::string& entity_id, std::int64_t entry);
std::string merge_pair_key(const std::string& name, const std::string& country,
                           const std::string& other_name, const std::string& other_country);

}  // namespace headwater
