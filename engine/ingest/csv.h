#pragma once

#include <string>

#include "base/database.h"
#include "ingest/file_text.h"
#include "ingest/problems.h"
#include "ingest/staged.h"

namespace headwater {

/// What the user states about a text instead of letting it be found.
struct TextLayout {
  std::string encoding;
  std::string delimiter;
  std::size_t width = 0;  ///< columns at least: those of the pieces before this one
};

/// Lays out a delimited text. `path` is read in place where the text needs no change.
Staged stage_csv(Connection& connection, const std::string& path, FileText file,
                 const TextLayout& layout, Problems& problems);

}  // namespace headwater
