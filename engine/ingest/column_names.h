#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"
#include "ingest/fields.h"

namespace headwater {

/// What a column's name may mean. Field "other": known, and not used.
struct ColumnMeaning {
  std::string field;
  std::string language;
  int rank = 1;  ///< where two columns mean the same field, the lower comes first
};

/// Column names in many languages, from reference.column_names.
class ColumnNames {
 public:
  explicit ColumnNames(Connection& connection);

  /// nullptr where the name is not known for this role. Case, accents, blanks, punctuation and what
  /// stands in brackets do not matter; nor does a currency's code.
  const ColumnMeaning* meaning(Role role, std::string_view column) const;

  /// Words that mark a value as an organisation's name (legal forms).
  const std::vector<std::string>& organisation_words() const { return organisation_words_; }

  /// What the known publishers leave unsaid, from reference.ledger_layouts: where all `columns` are
  /// present, each row has `field` = `constant`.
  struct Layout {
    std::string name;
    std::vector<std::string> columns;
    std::string field;
    std::string value;
    std::string source;
  };
  std::vector<Layout> layouts_of(const std::vector<std::string>& columns) const;

 private:
  const ColumnMeaning* find(Role role, std::string_view key) const;

  std::map<std::string, ColumnMeaning, std::less<>> by_key_;  ///< "ledger vendorname" -> …
  std::vector<std::string> organisation_words_;
  std::vector<Layout> layouts_;
};

}  // namespace headwater
