#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/database.h"
#include "ingest/column_names.h"
#include "ingest/currencies.h"
#include "reference/reference.h"

namespace headwater {

/// Words that say a supplier is withheld, various or unspecified, or a country unspecified: from
/// reference.withheld_names.
class WithheldNames {
 public:
  explicit WithheldNames(Connection& connection);
  bool supplier(std::string_view written) const { return supplier_.matches(written); }
  bool country(std::string_view written) const { return country_.matches(written); }
  /// The words of a line of totals.
  bool total(std::string_view written) const { return total_.matches(written); }

 private:
  struct Patterns {
    std::unordered_set<std::string> exact;
    std::vector<std::string> starts;
    std::vector<std::string> contained;
    bool matches(std::string_view written) const;
  };
  Patterns supplier_;
  Patterns country_;
  Patterns total_;
};

/// All that ingest knows of the world's names, read once for all files.
struct KnownNames {
  explicit KnownNames(Connection& connection)
      : countries(connection), currencies(connection), columns(connection), withheld(connection) {}
  CountryNames countries;
  Currencies currencies;
  ColumnNames columns;
  WithheldNames withheld;
};

}  // namespace headwater
