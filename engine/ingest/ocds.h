#pragma once

#include <string>

#include "base/database.h"
#include "ingest/problems.h"
#include "ingest/staged.h"

namespace headwater {

/// Lays out Open Contracting Data Standard releases (a release or record package, an array of
/// releases, or one release a line): a row for each supplier of each award. An award reported in
/// several releases counts once, as last reported; cancelled and unsuccessful awards are left out,
/// with a note.
Staged stage_ocds(Connection& connection, std::string_view text, const std::string& file,
                  Problems& problems);

}  // namespace headwater
