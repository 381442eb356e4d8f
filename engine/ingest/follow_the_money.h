#pragma once

#include <string>

#include "base/database.h"
#include "ingest/problems.h"
#include "ingest/staged.h"

namespace headwater {

/// Lays out FollowTheMoney entities (JSON Lines) as a watch-list: a row for each company,
/// organisation, legal entity, public body, vessel or person. Other schemata (addresses, payments,
/// …) are no parties.
Staged stage_follow_the_money(Connection& connection, std::string_view text,
                              const std::string& file, Problems& problems);

}  // namespace headwater
