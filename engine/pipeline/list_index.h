#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/database.h"
#include "base/progress.h"
#include "resolve/resolve.h"

namespace headwater {

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

/// The names of the lists that are in the database, without persons. Each carries its entry as a
/// tag; the ids of entries begin after `last_id`.
std::vector<NameRecord> listed_names(Connection& connection, std::int64_t last_id = 0);

/// The entry of a name found. Throws Error where its index was not made of listed_names().
ListEntry entry_of(const NameCandidate& found);

/// An alias that the list itself calls weak.
bool is_weak(const NameCandidate& found);

struct IndexRequest {
  std::vector<std::filesystem::path> lists;
  std::filesystem::path file;
  bool append = false;  ///< to what the file holds
  int threads = 0;
};

struct Indexed {
  std::size_t entries = 0;
  std::size_t names = 0;
  std::size_t names_in_file = 0;
};

/// Reads lists and writes their names into a file that screening can use at once. The file is
/// whole or as it was. Problems are in the table `issues`.
Indexed index_lists(Connection& connection, const IndexRequest& request, const Progress& progress);

}  // namespace headwater
