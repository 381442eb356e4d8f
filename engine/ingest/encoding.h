#pragma once

#include <string>
#include <vector>

#include "ingest/problems.h"

namespace headwater {

/// A text as UTF-8 without byte order mark.
struct Decoded {
  std::string text;
  std::string encoding;  ///< What the file was in: "UTF-8", "WINDOWS-1252", "mixed", …
  bool changed = false;  ///< The bytes differ from the file's.
  std::vector<std::size_t>
      repaired;  ///< Starts of lines that were in another encoding than the rest.
};

/// Finds the encoding (byte order mark, UTF-8 check, then uchardet) unless `stated`, and decodes.
/// Lines of another encoding than the file's are decoded on their own. Throws Error where the
/// stated encoding is not known.
Decoded decode(std::string bytes, const std::string& stated, Problems& problems);

}  // namespace headwater
