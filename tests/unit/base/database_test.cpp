#include "base/database.h"

#include <gtest/gtest.h>

#include "base/appender.h"
#include "base/error.h"

namespace headwater {
namespace {

class DatabaseTest : public testing::Test {
 protected:
  Database database{"", {.threads = 1}};
  Connection connection = database.connect();
};

TEST_F(DatabaseTest, every_kind_of_value_comes_back_as_it_was_bound) {
  Rows rows = connection.query(
      "SELECT ?::VARCHAR, ?::DOUBLE, ?::BIGINT, ?::BOOLEAN, ?::VARCHAR",
      {std::string("ökologisch 'quoted'"), 2.5, std::int64_t{-7}, true, std::monostate{}});
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.row().text(0), "ökologisch 'quoted'");
  EXPECT_EQ(rows.row().number(1), 2.5);
  EXPECT_EQ(rows.row().integer(2), -7);
  EXPECT_EQ(rows.row().flag(3), true);
  EXPECT_TRUE(rows.row().is_null(4));
  EXPECT_FALSE(rows.row().text(4).has_value());
  EXPECT_FALSE(rows.next());
}

TEST_F(DatabaseTest, rows_go_on_past_the_first_chunk) {
  Rows rows = connection.query("SELECT i FROM range(10000) t(i) ORDER BY i");
  std::int64_t expected = 0;
  while (rows.next()) {
    ASSERT_EQ(rows.row().integer(0), expected++);
  }
  EXPECT_EQ(expected, 10000);
}

TEST_F(DatabaseTest, appended_rows_are_read_back_with_their_gaps) {
  connection.run("CREATE TABLE t (id BIGINT, name TEXT, amount DOUBLE, kept BOOLEAN)");
  Appender appender(connection, "t");
  for (int i = 0; i < 5000; ++i) {
    const std::optional<double> amount = i % 3 == 0 ? std::nullopt : std::optional<double>(i / 2.0);
    appender.row(i, "name " + std::to_string(i), amount, i % 2 == 0);
  }
  appender.close();
  EXPECT_EQ(connection.integer("SELECT count(*) FROM t WHERE amount IS NULL"), 1667);
  EXPECT_EQ(connection.text("SELECT name FROM t WHERE id = 4999"), "name 4999");
  EXPECT_EQ(connection.number("SELECT amount FROM t WHERE id = 4999"), 2499.5);
  EXPECT_EQ(connection.integer("SELECT count(*) FROM t WHERE kept"), 2500);
}

TEST_F(DatabaseTest, a_row_with_too_few_values_is_refused) {
  connection.run("CREATE TABLE t (a BIGINT, b BIGINT)");
  Appender appender(connection, "t");
  EXPECT_THROW(appender.row(1), Error);
}

TEST_F(DatabaseTest, a_mistake_in_sql_is_an_error_that_names_it) {
  try {
    connection.query("SELECT nothing FROM nowhere");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("nowhere"), std::string::npos);
  }
}

TEST_F(DatabaseTest, quoting_keeps_hostile_names_harmless) {
  EXPECT_EQ(connection.text("SELECT " + sql_text("a'; DROP TABLE t; --")), "a'; DROP TABLE t; --");
  connection.run("CREATE TABLE " + sql_name("odd \"name\"") + " (a INTEGER)");
  EXPECT_EQ(connection.integer("SELECT count(*) FROM " + sql_name("odd \"name\"")), 0);
}

TEST_F(DatabaseTest, extensions_are_not_fetched) {
  EXPECT_EQ(connection.text("SELECT current_setting('autoinstall_known_extensions')::VARCHAR"),
            "false");
  EXPECT_THROW(connection.run("LOAD spatial"), Error);
}

}  // namespace
}  // namespace headwater
