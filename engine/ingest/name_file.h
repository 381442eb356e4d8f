#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/database.h"
#include "ingest/text_pieces.h"

namespace headwater {

/// A party to screen: a row of a table, or a FollowTheMoney entity.
struct NameRow {
  std::int64_t row = 0;
  std::string id;      ///< as the file gives it, else FILE:ROW
  std::string schema;  ///< of FollowTheMoney; LegalEntity or Vessel where the file says no more
  std::string name;
  std::vector<std::string> other_names;  ///< aliases and previous names
  std::vector<std::string> countries;    ///< ISO alpha-3
  std::vector<std::string> identifiers;
};

/// A file of names of any size, in the memory of a piece of it: text is read in pieces, workbooks
/// and Parquet are laid out in the database. Persons are left out and counted.
class NameFile {
 public:
  /// "-" is standard input. Throws Error where the file cannot be read or has no column of names.
  /// The connection's temporary table `staged` is in use as long as this lives.
  NameFile(Connection& connection, const std::filesystem::path& file,
           std::size_t piece_bytes = usual_piece);
  NameFile(NameFile&&) = delete;
  ~NameFile();

  /// The next rows, `most` at most; none at the end. What cannot be screened (no name, or nothing
  /// but marks) becomes an issue of the stage `screen`, written to the database at each call.
  std::vector<NameRow> next(std::size_t most);
  double share_read() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace headwater
