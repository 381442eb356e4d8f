#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/database.h"
#include "hindcast/editions.h"

namespace headwater {

/// Goods and countries by every name an edition may give them.
class GoodNames {
 public:
  GoodNames(Connection& connection, const ListOfGoods& list);

  /// The name the good goes by here; nullopt for one not met before.
  std::optional<std::string> good(std::string_view written) const;
  /// Takes in a good not met before. What it is made of is told by a known good its name contains
  /// ("Coffee (wild)": coffee), or else by the sector the list states.
  GoodKind add(std::string_view written, std::string_view stated_sector, const ListOfGoods& list);
  /// The name in the table of reconciled names.
  std::optional<std::string> country(std::string_view written) const;

 private:
  void know(std::string_view written, const std::string& name);

  std::map<std::string, std::string> exact_;  ///< by folded name
  /// By words_of_good; empty where two goods share the words ("Pepper", "Peppers").
  std::map<std::string, std::string> by_words_;
  std::map<std::string, std::string> countries_;  ///< ISO code by folded name
};

/// The group of a good by its sector and first chapter; empty where none is known.
class GoodGroups {
 public:
  explicit GoodGroups(Connection& connection);
  std::string of(const GoodKind& kind) const;

 private:
  struct Span {
    std::string sector;
    int chapter_low = 0;
    int chapter_high = 0;
    std::string name;
  };
  std::vector<Span> spans_;  ///< the first that fits counts
};

}  // namespace headwater
