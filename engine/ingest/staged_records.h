#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/database.h"
#include "ingest/problems.h"
#include "ingest/recognise.h"
#include "ingest/staged.h"

namespace headwater {

/// Whether equal records are told: to know them, something of every record is held in memory.
enum class Duplicates : std::uint8_t { told, ignored };

/// The records of a staged file, one after the other: cells by field. Empty records, records with
/// too many or too few cells and exact duplicates become problems; only usable records are given.
class StagedRecords {
 public:
  StagedRecords(Connection& connection, const Staged& staged, const Recognised& recognised,
                Problems& problems, Duplicates duplicates = Duplicates::told);

  bool next();
  std::int64_t row() const { return row_; }

  /// The first cell of the field that holds something, else its constant; blanks trimmed.
  std::optional<std::string_view> text(std::string_view field) const;
  /// All cells of the field that hold something.
  std::vector<std::string_view> all(std::string_view field) const;

 private:
  bool is_usable(const Row& cells);
  bool has_surplus(const Row& cells);
  void tell_missing(const Row& cells);
  void tell_empty();
  void tell_duplicate();
  void tell_more_duplicates();

  const Staged& staged_;
  Problems& problems_;
  /// Where a field is read from.
  struct Source {
    std::string_view field;  ///< as named in the recognition
    const std::vector<std::size_t>* columns = nullptr;
    const std::string* constant = nullptr;
  };
  std::vector<Source> sources_;
  /// Few fields are known, many are asked for in every row: nullptr where nothing gives the field.
  const Source* source(std::string_view field) const;

  bool tells_duplicates_;
  bool next_cells();

  Connection& connection_;
  std::int64_t page_ = 0;  ///< rowid of the next page: a file is held in memory a page at a time
  std::optional<Rows> rows_;
  std::vector<std::string_view> cells_;
  std::string buffer_;
  std::int64_t row_ = 0;
  std::int64_t empty_from_ = 0;  ///< first record of a run of empty ones; 0: none
  std::int64_t duplicates_ = 0;
  std::size_t next_rejected_ = 0;
  std::unordered_map<std::uint64_t, std::int64_t> seen_;
};

}  // namespace headwater
