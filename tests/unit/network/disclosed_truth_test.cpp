// Disclosed truth: real groups and the palm-oil mills that supply them (Universal Mill List), as a
// network of two tiers. Links are hidden, and what the rest says of them is compared with what the
// table says alone. Skipped where the list is not at hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <numeric>

#include "network/disclosed.h"
#include "network/parts.h"
#include "store/case.h"

namespace headwater {
namespace {

constexpr const char* mill_list = "../shared/data/entities/universal_mill_list.csv";
constexpr const char* product = "c3";
constexpr std::size_t fewest_mills = 9;

struct Group {
  std::string name;
  std::vector<std::size_t> mills;  ///< the cell of each
};

std::vector<Group> read_groups(Connection& connection, const InputOutput& table) {
  std::vector<Group> groups;
  Rows rows =
      connection.query(std::string("SELECT \"Group Name\", ISO FROM read_csv('") + mill_list +
                       "', header = true, all_varchar = true) WHERE \"Group "
                       "Name\" NOT IN ('UNKNOWN', '') ORDER BY \"Group Name\", \"UML ID\"");
  while (rows.next()) {
    const std::string name(rows.row().text(0).value_or(""));
    const std::size_t cell = table.index(rows.row().text(1).value_or(""), product);
    if (cell == InputOutput::npos) continue;
    if (groups.empty() || groups.back().name != name) groups.push_back({name, {}});
    groups.back().mills.push_back(cell);
  }
  std::erase_if(groups, [](const Group& group) { return group.mills.size() < fewest_mills; });
  return groups;
}

/// What the group buys of the product per unit of its output, by country of the maker.
std::map<std::string, double> bought_from(const InputOutput& table, std::size_t buyer) {
  std::vector<double> column(table.cells().size());
  table.parts().column_of(buyer, column);
  std::map<std::string, double> by_country;
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (table.cells()[i].sector == product) by_country[table.cells()[i].region] += column[i];
  }
  return by_country;
}

double sum_of(const std::map<std::string, double>& by_country) {
  return std::accumulate(by_country.begin(), by_country.end(), 0.0,
                         [](double sum, const auto& c) { return sum + c.second; });
}

/// Mean share of what the groups buy that comes from the countries of their hidden mills.
struct Found {
  double with_rest = 0;
  double alone = 0;
  int hidden = 0;
  void add(double with, double without) {
    with_rest += with;
    alone += without;
    ++hidden;
  }
};

void record(const std::string& where, const Found& found) {
  testing::Test::RecordProperty("hidden_" + where, found.hidden);
  testing::Test::RecordProperty(where + "_by_the_table",
                                std::to_string(found.alone / found.hidden));
  testing::Test::RecordProperty(where + "_with_the_rest",
                                std::to_string(found.with_rest / found.hidden));
}

/// The group in its commonest country, and the mills that are not hidden: every third is.
DisclosedTable shown(const InputOutput& table, const Group& group) {
  std::map<std::size_t, int> count;
  for (const std::size_t mill : group.mills) ++count[mill];
  const auto home = std::ranges::max_element(count, {}, [](const auto& c) { return c.second; });
  std::vector<Firm> firms{{home->first, std::nullopt}};
  std::vector<DisclosedLink> links;
  for (std::size_t i = 0; i < group.mills.size(); ++i) {
    if (i % 3 == 2) continue;
    links.push_back({0, firms.size(), std::nullopt});
    firms.push_back({group.mills[i], std::nullopt});
  }
  return with_suppliers(table, firms, links, 0.2);
}

TEST(DisclosedTruth, hidden_mills_abroad_are_found_better_with_the_rest_than_by_the_table_alone) {
  if (!std::filesystem::exists(mill_list)) GTEST_SKIP() << "no list of mills here";
  Database database = scratch({.threads = 1});
  Connection connection = database.connect();
  const InputOutput table =
      InputOutput::load(connection, std::filesystem::path(HEADWATER_DATA_DIR) / "io");
  const std::vector<Group> groups = read_groups(connection, table);
  ASSERT_GE(groups.size(), 20U);
  Found at_home;
  Found abroad;
  for (const Group& group : groups) {
    const DisclosedTable disclosed = shown(table, group);
    const std::size_t firm = table.cells().size();
    const Cell& home = table.cells()[*disclosed.table.cells()[firm].of];
    const auto before = bought_from(table, *disclosed.table.cells()[firm].of);
    const auto after = bought_from(disclosed.table, firm);
    const double sum = sum_of(before);
    ASSERT_NEAR(sum_of(after), sum, 1e-12) << group.name << ": something is added on top";
    for (std::size_t i = 2; i < group.mills.size(); i += 3) {
      const std::string& country = table.cells()[group.mills[i]].region;
      (country == home.region ? at_home : abroad)
          .add(after.at(country) / sum, before.at(country) / sum);
    }
  }
  RecordProperty("groups", static_cast<int>(groups.size()));
  record("abroad", abroad);
  record("at_home", at_home);
  ASSERT_GE(abroad.hidden, 20);
  EXPECT_GT(abroad.with_rest, 2 * abroad.alone);
  EXPECT_GT(at_home.with_rest, 0.95 * at_home.alone) << "what moves abroad is taken from home";
}

}  // namespace
}  // namespace headwater
