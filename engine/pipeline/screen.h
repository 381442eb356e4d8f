#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "ingest/name_file.h"
#include "pipeline/pipeline.h"
#include "resolve/resolve.h"

namespace headwater {

struct ScreenRequest {
  std::filesystem::path names;  ///< "-": standard input
  std::vector<std::filesystem::path> lists;
  ScreenOptions options;
};

/// What a list says of a party.
struct ListEntry {
  std::string id;  ///< the list's own, else its row
  std::string list;
  std::string name;
  std::string schema;                  ///< of FollowTheMoney: LegalEntity or Vessel
  std::vector<std::string> countries;  ///< ISO alpha-3
  std::vector<std::string> topics;
  std::optional<std::string> listed_on;
  std::optional<std::string> edition;  ///< what the file calls this edition of the list
  std::optional<std::string> source;
};

struct ScreenedCandidate {
  NameCandidate found;
  const ListEntry* entry = nullptr;  ///< lives as long as the screening goes on
  std::string query_name;            ///< which of the query's names it was found by
};

/// A name with its candidates, best first.
struct Screened {
  NameRow query;
  std::vector<ScreenedCandidate> candidates;
};

std::string_view name(Decision decision);

/// Screens a file of names against lists and hands on what was found, a batch at a time in the
/// order of the rows: nothing is held for all names. Problems are in the table `issues`.
void screen_file(Database& database, const ScreenRequest& request,
                 const std::function<void(std::span<const Screened>)>& use,
                 const Progress& progress);

}  // namespace headwater
