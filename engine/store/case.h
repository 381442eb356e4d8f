#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// A case: a folder with derived.duckdb (can be rebuilt) and records.sqlite (what people entered).
class Case {
 public:
  /// Opens or creates the folder; takes the writer's lock. Throws Error if another process writes,
  /// if the folder holds something else, or if the case is from a newer version. `doing` is what
  /// others are told meanwhile, as in "another headwater …".
  static Case open_for_writing(const std::filesystem::path& folder,
                               const std::string& doing = "is writing to this case");
  Case(Case&&) noexcept;
  ~Case();  ///< what was begun and not committed is removed

  bool has_results() const;  ///< a derived.duckdb stands there
  std::filesystem::path folder() const;
  std::filesystem::path unfinished() const;  ///< the file a run writes to before the swap

  /// A new, empty derived database beside the old one (or a copy of it, to re-run one stage).
  Database begin(const DatabaseOptions& options, bool copy_old);
  /// Closes nothing: the database must be closed; then the new one takes the old one's place.
  void commit();

 private:
  struct Parts;
  explicit Case(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// The derived database of a case, read-only. Throws Error if there is none or it is newer.
Database open_derived(const std::filesystem::path& folder, const DatabaseOptions& options);

/// A database in memory with the derived schema, for commands that keep nothing.
Database scratch(const DatabaseOptions& options);

}  // namespace headwater
