#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/database.h"
#include "ingest/known_names.h"
#include "ingest/list_ofac_remarks.h"
#include "ingest/listed_party.h"
#include "ingest/source_file.h"
#include "ingest/staged_records.h"

namespace headwater {

/// OFAC's files given together, in any order, are one list (list_ofac_columns.h).
class OfacList {
 public:
  OfacList(Connection& connection, const KnownNames& known)
      : countries_(known.countries), withheld_(known.withheld), remarks_(connection) {}

  /// Reads a file's rows; it is kept until `write`.
  void take(Connection& connection, SourceFile source);

  /// -> `list_entries`, `list_names`, and the files' rows of `inputs` and `issues`. Throws Error
  /// where there are addresses and no names.
  void write(Connection& connection);

 private:
  struct Entry {
    ListedParty party;
    std::set<std::string> countries;
    bool has_name = false;   ///< in the file of names
    bool has_alias = false;  ///< in a file of alternative names
    bool is_there() const { return has_name || has_alias; }
  };
  struct File {
    SourceFile source;
    std::map<std::int64_t, std::int64_t> rows;  ///< usable rows by the entry's number
  };

  void take_name(const StagedRecords& records, File& file, Entry& entry);
  static void take_alias(const StagedRecords& records, File& file, Entry& entry);
  void take_country(const StagedRecords& records, File& file, Entry& entry);
  static void finish(std::int64_t number, Entry& entry);
  void tell_unjoined(File& file) const;
  void write_entries(Connection& connection);

  const CountryNames& countries_;
  const WithheldNames& withheld_;
  OfacRemarks remarks_;
  std::vector<File> files_;
  std::map<std::int64_t, Entry> entries_;
  bool has_names_ = false;
};

}  // namespace headwater
