#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"
#include "model/issue.h"
#include "model/listed_row.h"

namespace headwater {

/// A good a country is listed for.
struct ListedPair {
  std::string good;
  std::string iso3;
  bool forced_labour = false;
  auto operator<=>(const ListedPair&) const = default;
};

/// What is known of a good; empty: not known.
struct GoodKind {
  std::string sector;      ///< of the input–output table
  std::string good_group;  ///< goods that are found and made alike (data/good_groups.csv)
  std::set<int> chapters;  ///< of the Harmonised System
};

/// The editions of a list of goods, oldest first; names of goods and countries reconciled.
struct ListOfGoods {
  std::map<int, std::vector<ListedPair>> editions;  ///< by year; pairs sorted, each once
  std::map<std::string, GoodKind> goods;            ///< by name
};

/// The editions in data/listed_goods.csv.
ListOfGoods shipped_list(Connection& connection);

/// Adds the editions of a file that do not ship. Renamed goods and countries are reconciled by
/// data/listed_goods_reconcile.csv, then by their words whatever the order and number ("Oil
/// (Palm)", "Palm oil"). What cannot be placed is an issue.
std::vector<Issue> add_editions(Connection& connection, const std::vector<ListedRow>& rows,
                                const std::string& file, ListOfGoods& list);

/// The words of a name in order of the alphabet, an ending s dropped: "Fish (dried)", "dried fish".
std::string words_of_good(std::string_view name);

}  // namespace headwater
