#pragma once

#include <string>

#include "base/database.h"
#include "ingest/problems.h"
#include "ingest/staged.h"

namespace headwater {

/// Lays out the UN Security Council's consolidated list (XML) as a watch-list: a row for each
/// individual and entity, in their order. `text` is UTF-8.
/// Throws Error where it is damaged, declares entities, or is another XML.
Staged stage_un_list(Connection& connection, const std::string& text, const std::string& file,
                     Problems& problems);

}  // namespace headwater
