#include "model/issue.h"

#include <gtest/gtest.h>

#include "store/case.h"

namespace headwater {
namespace {

TEST(Record, issues_are_numbered_on_and_their_values_made_harmless) {
  Database database = scratch({.threads = 1});
  Connection connection = database.connect();
  record(connection, "ingest",
         {{Severity::warning, "a.csv", 7, "amount", "1.2\n3", "not an amount", "write 1.23"}});
  record(connection, "trace",
         {{Severity::note, "a.csv", std::nullopt, "", "", "no cell", "none needed"}});
  EXPECT_EQ(connection.integer("SELECT max(issue_id) FROM issues"), 2);
  EXPECT_EQ(connection.text("SELECT value FROM issues WHERE \"row\" = 7"), "1.2 3");
  EXPECT_EQ(connection.text("SELECT severity FROM issues WHERE \"row\" IS NULL"), "note");
}

}  // namespace
}  // namespace headwater
