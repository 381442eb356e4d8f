#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>

#include "store/records.h"

namespace headwater {
namespace {

class RecordsOfSeveral : public testing::Test {
 protected:
  RecordsOfSeveral() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~RecordsOfSeveral() override { std::filesystem::remove_all(folder_); }

  static RecordedJudgement judged(const char* who, const char* subject, const char* object,
                                  const char* verdict) {
    return {0, "2026-01-01T00:00:00Z", who, "seen", subject, object, verdict};
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / "headwater_records_of_several";
  std::filesystem::path file_ = folder_ / "records.sqlite";
};

TEST_F(RecordsOfSeveral, a_pair_judged_since_one_looked_is_refused_and_nothing_is_added) {
  Records records(file_);
  const std::int64_t seen = records.newest();
  records.add({judged("First", "a", "b", "same")}, seen);
  try {
    records.add({judged("Second", "x", "y", "same"), judged("Second", "b", "a", "different")},
                seen);
    FAIL() << "the other way round it is the same pair";
  } catch (const NewerJudgement& newer) {
    EXPECT_EQ(newer.newer().who, "First");
  }
  EXPECT_EQ(records.judgements().size(), 1U);
  records.add({judged("Second", "b", "a", "different")}, records.newest());
  EXPECT_EQ(records.judgements().front().who, "Second");
}

TEST_F(RecordsOfSeveral, other_pairs_do_not_stand_in_the_way) {
  Records records(file_);
  records.add({judged("First", "a", "b", "same")}, 0);
  records.add({judged("Second", "a", "c", "same")}, 0);
  EXPECT_EQ(records.judgements().size(), 2U);
}

TEST_F(RecordsOfSeveral, what_was_left_open_is_closed_by_a_judgement) {
  Records records(file_);
  records.add_undecided(judged("First", "a", "b", ""));
  ASSERT_EQ(records.undecided().size(), 1U);
  EXPECT_EQ(records.undecided().front().verdict, "undecided");
  records.add({judged("Second", "b", "a", "same")});
  EXPECT_TRUE(records.undecided().empty());
}

TEST_F(RecordsOfSeveral, notes_and_answers_are_told_together) {
  Records records(file_);
  records.add(RecordedNote{"answer", "2026-01-02", "A", "E1", "from Uzbekistan", "letter"});
  records.add(RecordedNote{"note", "2026-01-01", "B", "E1", "ask again"});
  records.add(RecordedNote{"note", "2026-01-01", "B", "E2", "other"});
  const auto notes = records.notes("E1");
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes.front().text, "ask again");
  EXPECT_EQ(notes.back().source, "letter");
}

TEST_F(RecordsOfSeveral, a_file_of_the_first_version_is_brought_up) {
  {
    Records records(file_);
  }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file_.c_str(), &database), SQLITE_OK);
  ASSERT_EQ(
      sqlite3_exec(database, "DROP TABLE undecided; DROP TABLE answers; PRAGMA user_version = 1;",
                   nullptr, nullptr, nullptr),
      SQLITE_OK);
  sqlite3_close(database);
  Records records(file_);
  records.add_undecided(judged("First", "a", "b", ""));
  EXPECT_EQ(records.undecided().size(), 1U);
}

}  // namespace
}  // namespace headwater
