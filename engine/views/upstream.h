#pragma once

#include "base/database.h"
#include "share/digest.h"
#include "views/json.h"

namespace headwater {

/// The largest paths from what is bought to where the work is done, with what proves that none is
/// missing: {"paths", "tiers", "listed_share", "remainder_share", "largest_unlisted", "kept_back",
/// "coverage"}. A path that would speak of one or two suppliers is counted, not shown.
Json upstream(Connection& connection, const Digest& digest);

}  // namespace headwater
