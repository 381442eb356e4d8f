#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "ingest/name_file.h"
#include "pipeline/list_index.h"
#include "pipeline/pipeline.h"
#include "resolve/resolve.h"

namespace headwater {

struct ScreenRequest {
  std::filesystem::path names;  ///< "-": standard input
  std::vector<std::filesystem::path> lists;
  std::vector<std::filesystem::path> indexes = {};  ///< that index_lists() wrote
  ScreenOptions options;
};

struct ScreenedCandidate {
  NameCandidate found;     ///< entry_of() says what its list does
  std::string query_name;  ///< which of the query's names it was found by
  std::size_t index = 0;   ///< entries of different ones may have the same id
};

/// A name with its candidates, best first.
struct Screened {
  NameRow query;
  std::vector<ScreenedCandidate> candidates;
};

std::string_view name(Decision decision);

/// Screens a file of names against lists and indexes of lists, and hands on what was found, a batch
/// at a time in the order of the rows: nothing is held for all names. Problems are in the table
/// `issues`.
void screen_file(Database& database, const ScreenRequest& request,
                 const std::function<void(std::span<const Screened>)>& use,
                 const Progress& progress);

}  // namespace headwater
