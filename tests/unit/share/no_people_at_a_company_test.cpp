// The promise of the whole engine, checked at its last door: no number of people, nor anything from
// which it follows, stands beside a named company in the report, why, the exports or the JSON.

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "unit/share/filled_case.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

using Json = nlohmann::ordered_json;

/// Figures of people in filled_case.sql; no rank, amount or share there is like them.
const std::set<double> planted = {4817.25, 1900, 9100,  2104,  700,    5200,
                                  1800.25, 6100, 900.5, 820.5, 0.73519};

bool names_people(const std::string& key) {
  static const std::regex words(
      "(^|_)(cases|people|persons|workers|victims|intensity|rate|exposure|reduction)($|_)|"
      "share_of_exposure|^share$");
  const bool rank_or_index = key == "exposure_rank" || key == "exposure_index";
  return !rank_or_index && std::regex_search(key, words);
}

bool names_a_company(const std::string& key) {
  return key == "supplier" || key == "entity_id" || key == "entity";
}

bool is_planted(double value) {
  return std::ranges::any_of(planted, [value](double p) { return std::abs(value - p) < 1e-9; });
}

/// Everything within an object that names a company.
void expect_no_people(const Json& json, const std::string& where, bool beside_company) {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      beside_company |= names_a_company(key) && !value.is_array() && !value.is_object();
    }
    for (const auto& [key, value] : json.items()) {
      EXPECT_FALSE(beside_company && names_people(key)) << where << "." << key;
      expect_no_people(value, where + "." + key, beside_company);
    }
  } else if (json.is_array()) {
    for (const Json& item : json) {
      expect_no_people(item, where, beside_company);
    }
  } else if (beside_company && json.is_number()) {
    EXPECT_FALSE(is_planted(json.get<double>())) << where << " = " << json.dump();
  } else if (beside_company && json.is_string()) {
    EXPECT_FALSE(holds(json.get<std::string>(), "people")) << where << " = " << json.dump();
  }
}

TEST(NoPeopleAtACompany, in_the_summary) {
  FilledCase filled;
  filled.shared();
  const Json summary = Json::parse(filled.file("exports/summary.json"));
  ASSERT_FALSE(summary["suppliers"]["first"].empty());
  expect_no_people(summary, "summary", false);
}

TEST(NoPeopleAtACompany, in_any_table_that_names_one) {
  FilledCase filled;
  const fs::path exports = filled.shared() / "exports";
  int tables = 0;
  for (const auto& entry : fs::directory_iterator(exports)) {
    if (entry.path().extension() != ".parquet") {
      continue;
    }
    Rows rows = filled.connection().query("SELECT * FROM " + sql_text(entry.path().string()));
    const std::vector<std::string> columns = rows.names();
    if (std::ranges::none_of(columns, names_a_company)) {
      continue;
    }
    ++tables;
    for (const std::string& column : columns) {
      EXPECT_FALSE(names_people(column)) << entry.path().filename() << ": " << column;
    }
    std::string numbers;
    for (const std::string& column : columns) {
      numbers += (numbers.empty() ? "" : ", ") +
                 ("TRY_CAST(CAST(" + sql_name(column) + " AS VARCHAR) AS DOUBLE)");
    }
    Rows values =
        filled.connection().query("SELECT " + numbers + " FROM " + sql_text(entry.path().string()));
    while (values.next()) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        EXPECT_FALSE(is_planted(values.row().number(i).value_or(-1)))
            << entry.path().filename() << ": " << columns[i];
      }
    }
  }
  EXPECT_EQ(tables, 4);
}

TEST(NoPeopleAtACompany, in_why) {
  FilledCase filled;
  for (const char* supplier :
       {"Mirelle Gloves", "E000000000000002", "ostrava clean", "E000000000000004"}) {
    const Json answer = Json::parse(why(filled.connection(), supplier));
    ASSERT_EQ(answer["kind"], "supplier");
    expect_no_people(answer["figures"], "figures", true);
    expect_no_people(answer["reasons"], "reasons", true);
  }
}

TEST(NoPeopleAtACompany, in_the_part_of_the_report_that_names_them) {
  FilledCase filled;
  filled.shared();
  const std::string page = filled.file("report.html");
  const std::size_t begin = page.find("<section id=\"suppliers\"");
  const std::string part = page.substr(begin, page.find("<section id=\"limits\"") - begin);
  for (const char* figure :
       {"4,817", "4,820", "1,900", "9,100", "2,104", "2,100", "1,800", "900.5", "820.5", "0.735"}) {
    EXPECT_FALSE(holds(part, figure)) << figure;
  }
  EXPECT_FALSE(std::regex_search(part, std::regex("[0-9] (people|persons|workers|cases)")));
}

}  // namespace
}  // namespace headwater
