#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace headwater {

/// Whose paths, and which. Without a selection: those of the whole ledger.
struct PathRequest {
  std::optional<std::string> supplier;  ///< name or id
  std::optional<std::string> buyer;     ///< unit that buys, as the ledger writes it
  std::optional<std::string> line;      ///< FILE:ROW of the ledger
  std::string arises_in_sector = "";    ///< c1..c35; empty: any
  std::string arises_in_region = "";    ///< ISO alpha-3; empty: any
  std::string through_sector = "";
  std::string through_region = "";
  std::size_t depth = 0;  ///< most steps of a path, the first included; 0: any
  std::size_t top = 20;
};

/// The largest supply paths of a part of the ledger, with the proof that they are, as JSON: `of`,
/// `paths` (rank, share, steps), `listed_share`, `remainder_share`, `largest_unlisted_share`,
/// `kept_back`. Shares are of the exposure of all paths asked for; never people. Of a ledger
/// or buyer, shares that would speak of one or two suppliers are kept back and count as not listed.
/// Throws Error where there is no such supplier, buyer, line, sector or country, or no path.
std::string supply_paths(const std::filesystem::path& case_folder,
                         const std::filesystem::path& table_folder, const PathRequest& request);

}  // namespace headwater
