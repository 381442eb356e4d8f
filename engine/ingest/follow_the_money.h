#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/database.h"
#include "ingest/problems.h"
#include "ingest/staged.h"

namespace headwater {

/// Lays out FollowTheMoney entities (JSON Lines) as a watch-list: a row for each company,
/// organisation, legal entity, public body, vessel or person. Other schemata (addresses, payments,
/// …) are no parties.
Staged stage_follow_the_money(Connection& connection, std::string_view text,
                              const std::string& file, Problems& problems);

struct EntityCounts {
  std::int64_t parties = 0;
  std::int64_t records = 0;
};

/// The same for a piece of a file, adding to the counts; `tell_parties` is for the caller, at the
/// end.
Staged stage_entities(Connection& connection, std::string_view text, EntityCounts& counts,
                      Problems& problems);

/// Throws Error where a file holds no party; notes how many of its records are none.
void tell_parties(const EntityCounts& counts, const std::string& file, Problems& problems);

}  // namespace headwater
