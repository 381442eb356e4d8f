#include "reference/reference.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "store/case.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

class ReferenceTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    database = std::make_unique<Database>(scratch({.threads = 2}));
    Connection connection = database->connect();
    load_reference(connection, HEADWATER_DATA_DIR);
  }
  static void TearDownTestSuite() { database.reset(); }

  /// Rows a query finds; the queries below look for what must not be there.
  std::int64_t count(const std::string& query) {
    return connection.integer("SELECT count(*) FROM (" + query + ")").value_or(-1);
  }

  static std::unique_ptr<Database> database;
  Connection connection = database->connect();
};

std::unique_ptr<Database> ReferenceTest::database;

TEST_F(ReferenceTest, country_names_are_known_however_they_are_written) {
  const CountryNames names(connection);
  EXPECT_EQ(names.iso3("Viet Nam"), "VNM");
  EXPECT_EQ(names.iso3("CÔTE D'IVOIRE"), "CIV");
  EXPECT_EQ(names.iso3("Deutschland"), "DEU");
  EXPECT_EQ(names.iso3("Россия"), "RUS");
  EXPECT_EQ(names.iso3("gb"), "GBR");
  EXPECT_EQ(names.iso3("ROM"), "ROU");
  EXPECT_FALSE(names.iso3("Atlantis").has_value());
  EXPECT_FALSE(names.iso3("Congo").has_value()) << "two countries bear that name";
  EXPECT_EQ(names.nearest("Germny"), "germany");
  EXPECT_FALSE(names.nearest("Xx").has_value());
}

TEST_F(ReferenceTest, no_alias_names_two_countries) {
  EXPECT_EQ(count("SELECT lower(alias) FROM reference.country_aliases GROUP BY 1 HAVING "
                  "count(DISTINCT iso3) > 1"),
            0);
}

TEST_F(ReferenceTest, every_row_says_where_it_comes_from) {
  Rows tables = connection.query(
      "SELECT table_name FROM information_schema.columns WHERE table_schema = 'reference' AND "
      "column_name = 'source' ORDER BY 1");
  int seen = 0;
  while (tables.next()) {
    const std::string table(*tables.row().text(0));
    EXPECT_EQ(
        count("SELECT * FROM reference." + sql_name(table) + " WHERE coalesce(source, '') = ''"), 0)
        << table;
    ++seen;
  }
  EXPECT_GE(seen, 20);
}

TEST_F(ReferenceTest, every_status_is_one_of_three) {
  Rows tables = connection.query(
      "SELECT table_name FROM information_schema.columns WHERE table_schema = 'reference' AND "
      "column_name = 'status' ORDER BY 1");
  while (tables.next()) {
    const std::string table(*tables.row().text(0));
    EXPECT_EQ(count("SELECT * FROM reference." + sql_name(table) +
                    " WHERE status IS NULL OR status NOT IN ('sourced', 'derived', 'assumed')"),
              0)
        << table;
  }
}

TEST_F(ReferenceTest, shares_of_a_code_sum_to_one_over_known_sectors) {
  EXPECT_EQ(count("SELECT scheme, prefix FROM reference.concordance GROUP BY ALL HAVING "
                  "abs(sum(share) - 1) > 1e-6"),
            0);
  EXPECT_EQ(count("SELECT * FROM reference.concordance ANTI JOIN reference.sectors USING (sector)"),
            0);
  EXPECT_EQ(count("SELECT * FROM reference.sectors"), 35);
}

TEST_F(ReferenceTest, assumed_figures_have_a_range_around_them) {
  EXPECT_EQ(count("SELECT * FROM reference.assumptions WHERE status = 'assumed' AND NOT "
                  "(low <= value AND value <= high)"),
            0);
  const Assumption cv = assumption(connection, "score.cv.total");
  EXPECT_TRUE(cv.assumed);
  EXPECT_LT(cv.low, cv.high);
  EXPECT_THROW(assumption(connection, "no.such.key"), Error);
}

TEST_F(ReferenceTest, countries_elsewhere_are_in_the_list_of_countries) {
  for (const char* table :
       {"tip_tiers", "country_indicators", "listed_goods", "tied_visa", "deflators"}) {
    EXPECT_EQ(count(std::string("SELECT iso3 FROM reference.") + table +
                    " ANTI JOIN reference.countries USING (iso3)"),
              0)
        << table;
  }
}

TEST_F(ReferenceTest, a_missing_tier_is_missing_and_not_a_good_one) {
  EXPECT_EQ(count("SELECT * FROM reference.tip_tiers WHERE iso3 = 'CHN' AND year > 2015"), 0);
}

TEST_F(ReferenceTest, the_edition_names_the_state_of_all_tables) {
  EXPECT_EQ(reference_edition(connection).size(), 12U);
}

TEST(LoadReference, a_missing_table_is_named) {
  const fs::path folder = fs::temp_directory_path() / "headwater_reference_test";
  fs::create_directories(folder);
  Database database = scratch({.threads = 1});
  Connection connection = database.connect();
  try {
    load_reference(connection, folder);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("assumptions.csv is missing"), std::string::npos);
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace headwater
