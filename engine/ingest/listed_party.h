#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/appender.h"
#include "base/database.h"

namespace headwater {

/// One party on a watch-list, whatever format it came in.
struct ListedParty {
  std::int64_t input_id = 0;
  std::int64_t row = 0;
  std::string list;
  std::string edition;  ///< what the file calls the edition of its list
  std::string external_id;
  std::string name;
  std::string kind = "unknown";        ///< company | vessel | person | unknown
  std::vector<std::string> countries;  ///< ISO alpha-3
  std::string list_date;               ///< when the party was listed
  std::vector<std::string> topics;
  std::vector<std::string> identifiers;
  std::string source;
  std::vector<std::string> aliases;
  std::vector<std::string> previous_names;
  std::vector<std::string> weak_aliases;
};

/// "Company", "LegalEntity", "legal_entity" -> company; "Person", "individual" -> person; …;
/// nullopt for what is no party (addresses, payments, sanctions).
std::optional<std::string> party_kind(std::string_view schema);

/// "7729405872 (void)" -> 7729405872: an identifier without what is said about it; empty where no
/// digit is in it.
std::string plain_identifier(std::string_view written);

/// Several values in one cell are divided by ";", "|" or a line break, or as the format says.
std::vector<std::string> divided(const std::vector<std::string_view>& cells,
                                 std::string_view borders = ";|\n");

/// Writes parties to `list_entries` and `list_names`.
class ListWriter {
 public:
  explicit ListWriter(Connection& connection);
  void add(const ListedParty& party);
  void close();
  std::int64_t count() const { return count_; }

 private:
  std::int64_t last_id_;
  std::int64_t count_ = 0;
  Appender entries_;
  Appender names_;
};

}  // namespace headwater
