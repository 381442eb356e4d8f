#include "store/case.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

class CaseTest : public testing::Test {
 protected:
  void SetUp() override { fs::remove_all(folder); }
  void TearDown() override { fs::remove_all(folder); }

  void finish_a_run(const std::string& mark) {
    Case opened = Case::open_for_writing(folder);
    {
      Database database = opened.begin({.threads = 1}, false);
      database.connect().run("INSERT INTO meta VALUES ('mark', ?)", {mark});
    }
    opened.commit();
  }

  std::optional<std::string> mark() {
    Database database = open_derived(folder, {.threads = 1});
    return database.connect().text("SELECT value FROM meta WHERE key = 'mark'");
  }

  fs::path folder = fs::temp_directory_path() / "headwater_case_test";
};

TEST_F(CaseTest, a_run_replaces_the_old_results_only_when_it_is_done) {
  finish_a_run("first");
  {
    Case opened = Case::open_for_writing(folder);
    Database database = opened.begin({.threads = 1}, false);
    database.connect().run("INSERT INTO meta VALUES ('mark', 'half')");
  }
  EXPECT_EQ(mark(), "first");
  finish_a_run("second");
  EXPECT_EQ(mark(), "second");
}

TEST_F(CaseTest, what_a_killed_run_left_is_cleared_away) {
  finish_a_run("first");
  std::ofstream(folder / "derived.duckdb.new") << "torn";
  std::ofstream(folder / "derived.duckdb.new.wal") << "torn";
  Case opened = Case::open_for_writing(folder);
  EXPECT_FALSE(fs::exists(opened.unfinished()));
  EXPECT_EQ(mark(), "first");
}

TEST_F(CaseTest, a_second_writer_is_told_to_wait) {
  Case first = Case::open_for_writing(folder);
  EXPECT_THROW(Case::open_for_writing(folder), Error);
}

TEST_F(CaseTest, one_may_read_while_another_writes) {
  finish_a_run("first");
  Case writer = Case::open_for_writing(folder);
  Database database = writer.begin({.threads = 1}, true);
  EXPECT_EQ(mark(), "first");
}

TEST_F(CaseTest, a_folder_that_holds_something_else_is_left_alone) {
  fs::create_directories(folder);
  std::ofstream(folder / "thesis.odt") << "years of work";
  EXPECT_THROW(Case::open_for_writing(folder), Error);
  EXPECT_TRUE(fs::exists(folder / "thesis.odt"));
  EXPECT_FALSE(fs::exists(folder / ".lock"));
}

TEST_F(CaseTest, a_case_from_a_newer_version_is_not_touched) {
  finish_a_run("first");
  {
    Database database(folder / "derived.duckdb", {.threads = 1});
    database.connect().run("UPDATE meta SET value = '99' WHERE key = 'schema_version'");
  }
  EXPECT_THROW(Case::open_for_writing(folder), Error);
  EXPECT_THROW(open_derived(folder, {}), Error);
}

TEST_F(CaseTest, no_case_is_an_error_that_says_how_to_make_one) {
  try {
    open_derived(folder, {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("headwater run"), std::string::npos);
  }
}

}  // namespace
}  // namespace headwater
