#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "unit/share/filled_case.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

TEST(Exports, each_table_comes_as_csv_and_as_parquet) {
  FilledCase filled;
  const fs::path exports = filled.shared() / "exports";
  for (const char* name :
       {"suppliers", "origins", "sectors", "heatmap", "tiers", "paths", "coverage", "plan",
        "issues", "inputs", "demand", "screening", "ensemble", "listed_facts", "classification",
        "plan_measures", "plan_curve"}) {
    const std::string csv = (exports / (std::string(name) + ".csv")).string();
    const std::string parquet = (exports / (std::string(name) + ".parquet")).string();
    const auto rows = filled.connection().integer("SELECT count(*) FROM read_csv(" + sql_text(csv) +
                                                  ", header = true)");
    EXPECT_GT(rows, 0) << name;
    EXPECT_EQ(rows, filled.connection().integer("SELECT count(*) FROM " + sql_text(parquet)))
        << name;
  }
}

TEST(Exports, no_cell_others_wrote_runs_as_a_formula) {
  FilledCase filled;
  filled.shared();
  EXPECT_TRUE(holds(filled.file("exports/classification.csv"), "'=cmd|cleaning"));
  EXPECT_TRUE(holds(filled.file("exports/issues.csv"), "'=1+1"));
}

TEST(Exports, the_same_bytes_for_any_number_of_threads) {
  FilledCase one(1);
  FilledCase two(2);
  for (FilledCase* filled : {&one, &two}) {
    filled->connection().run(
        "INSERT INTO wordings SELECT i, 'item ' || i, NULL, NULL, 1, 'wording' FROM range(10, "
        "300000) t(i)");
  }
  const fs::path a = one.shared();
  const fs::path b = two.shared();
  ASSERT_EQ(names_in(a / "exports"), names_in(b / "exports"));
  for (const std::string& name : names_in(a / "exports")) {
    EXPECT_TRUE(one.file("exports/" + name) == two.file("exports/" + name)) << name;
  }
}

TEST(Exports, the_map_has_shapes_dots_and_figures) {
  FilledCase filled;
  filled.shared();
  const auto map = nlohmann::json::parse(filled.file("exports/map.geojson"));
  ASSERT_EQ(map.at("features").size(), 4U);
  EXPECT_EQ(map["features"][0]["properties"]["iso3"], "MYS");
  EXPECT_EQ(map["features"][0]["geometry"]["type"], "MultiPolygon");
  EXPECT_EQ(map["features"][1]["properties"]["synthetic"], true);
  EXPECT_EQ(map["features"][3]["geometry"]["type"], "Point");
}

TEST(Exports, sectors_bought_from_few_suppliers_are_left_out) {
  FilledCase filled;
  filled.shared();
  EXPECT_FALSE(holds(filled.file("exports/sectors.csv"), "bought,c10"));
  EXPECT_TRUE(holds(filled.file("exports/sectors.csv"), "worked,c10"));
}

TEST(Exports, cells_and_paths_where_few_suppliers_sell_keep_their_figures_back) {
  FilledCase filled;
  filled.shared();
  const auto told = [&](const char* table, const std::string& where) {
    const std::string file = (filled.shared() / "exports" / table).string();
    return filled.connection().integer("SELECT count(cases) + count(share) FROM " + sql_text(file) +
                                       " WHERE " + where);
  };
  EXPECT_EQ(told("heatmap.parquet", "region = 'MYS' AND sector = 'c10'"), 0);
  EXPECT_GT(told("heatmap.parquet", "region = 'CHN' AND sector = 'c14'"), 0);
  EXPECT_EQ(told("paths.parquet", "path_rank = 2"), 0);
  EXPECT_EQ(told("paths.parquet", "path_rank = 1"), 2);
}

TEST(Exports, without_names_no_supplier_is_named_anywhere) {
  FilledCase filled;
  const fs::path folder = filled.shared(false);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() != ".parquet") {
      const std::string content = content_of(entry.path());
      for (const char* name : {"Mirelle", "MIRELLE", "Ostrava", "alert(1)", "Tall Pines"}) {
        EXPECT_FALSE(holds(content, name)) << name << " in " << entry.path().filename();
      }
    }
  }
  EXPECT_TRUE(holds(filled.file("report.html"), "E000000000000001"));
}

TEST(Exports, without_names_the_parquet_files_hold_none_either) {
  FilledCase filled;
  const fs::path exports = filled.shared(false) / "exports";
  for (const char* table : {"suppliers", "screening", "plan", "issues", "classification"}) {
    const std::string file = sql_text((exports / (std::string(table) + ".parquet")).string());
    EXPECT_EQ(filled.connection().integer("SELECT count(*) FROM " + file +
                                          " t WHERE contains(lower(t::VARCHAR), 'mirelle')"),
              0)
        << table;
  }
}

}  // namespace
}  // namespace headwater
