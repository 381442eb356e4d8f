#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"

namespace headwater {

/// What OFAC writes into the remarks of an entry, between ";": weak aliases in quotation marks, and
/// identifiers after the words of reference.list_identifiers.
class OfacRemarks {
 public:
  explicit OfacRemarks(Connection& connection);

  struct Read {
    std::vector<std::string> weak_aliases;
    std::vector<std::string> identifiers;
  };
  Read read(std::string_view remarks) const;

 private:
  std::string identifier(std::string_view part) const;

  std::vector<std::string> labels_;  ///< the longest first
};

}  // namespace headwater
