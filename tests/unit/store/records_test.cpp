#include "store/records.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "base/error.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

class RecordsTest : public testing::Test {
 protected:
  void SetUp() override { TearDown(); }
  void TearDown() override {
    for (const char* ending : {"", "-wal", "-shm"}) {
      fs::remove(file.string() + ending);
    }
  }
  int run(const char* sql) {
    sqlite3* database = nullptr;
    sqlite3_open(file.c_str(), &database);
    const int result = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
    sqlite3_close(database);
    return result;
  }
  static RecordedJudgement judgement(const std::string& verdict, const std::string& a = "acme|FRA",
                                     const std::string& b = "acme sa|FRA") {
    return {0, "2026-01-01T00:00:00Z", "analyst", "same register number", a, b, verdict};
  }

  fs::path file = fs::temp_directory_path() / "headwater_records_test.sqlite";
};

TEST_F(RecordsTest, the_last_word_on_a_pair_counts_whichever_way_round) {
  Records records(file);
  records.add({judgement("same")});
  records.add({judgement("different", "acme sa|FRA", "acme|FRA")});
  const auto standing = records.judgements();
  ASSERT_EQ(standing.size(), 1U);
  EXPECT_EQ(standing[0].verdict, "different");
}

TEST_F(RecordsTest, a_judgement_can_be_taken_back_but_stays_on_record) {
  Records records(file);
  records.add({judgement("same")});
  records.add({judgement("undo")});
  EXPECT_TRUE(records.judgements().empty());
  EXPECT_NE(run("DELETE FROM judgements"), SQLITE_OK);
  EXPECT_NE(run("UPDATE judgements SET who = 'another'"), SQLITE_OK);
}

TEST_F(RecordsTest, history_tells_what_became_of_each_and_by_whom) {
  Records records(file);
  records.add({judgement("same")});
  records.add({judgement("different", "acme sa|FRA", "acme|FRA")});
  records.add({judgement("same", "other|DEU", "others|DEU")});
  RecordedJudgement undo = judgement("undo");
  undo.who = "another analyst";
  records.add({undo});
  const auto history = records.history();
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history[0].state, JudgementState::replaced);
  EXPECT_EQ(history[0].ended_by->verdict, "different");
  EXPECT_EQ(history[1].state, JudgementState::undone);
  EXPECT_EQ(history[1].ended_by->who, "another analyst");
  EXPECT_EQ(history[2].state, JudgementState::standing);
  EXPECT_FALSE(history[2].ended_by);
  records.add({judgement("same")});
  EXPECT_EQ(records.judgements().size(), 2U);
}

TEST_F(RecordsTest, who_and_why_are_never_blank) {
  Records records(file);
  for (std::string RecordedJudgement::* field :
       {&RecordedJudgement::who, &RecordedJudgement::why, &RecordedJudgement::subject}) {
    RecordedJudgement blank = judgement("same");
    blank.*field = " ";
    EXPECT_THROW(records.add({blank}), Error);
  }
  EXPECT_TRUE(records.history().empty());
}

TEST_F(RecordsTest, of_several_judgements_all_are_kept_or_none) {
  Records records(file);
  EXPECT_THROW(records.add({judgement("same"), judgement("maybe", "x|", "y|")}), Error);
  EXPECT_TRUE(records.history().empty());
  records.add({judgement("same"), judgement("different", "x|", "y|")});
  EXPECT_EQ(records.judgements().size(), 2U);
}

TEST_F(RecordsTest, records_outlive_the_program) {
  {
    Records records(file);
    records.add({judgement("same")});
    records.finish_run(records.begin_run({"run", "0.1.0", "abc", "2026-01-01T00:00:00Z", "[]"}),
                       "later");
  }
  Records again(file);
  EXPECT_EQ(again.judgements().size(), 1U);
}

TEST_F(RecordsTest, the_newest_answer_about_origin_counts_until_one_takes_it_back) {
  Records records(file);
  const auto answer = [&](const std::string& about, const std::string& origin) {
    records.add(RecordedNote{.kind = "answer",
                             .made = "2026-01-01T00:00:00Z",
                             .who = "A",
                             .about = about,
                             .text = "they wrote",
                             .source = "letter",
                             .origin = origin});
  };
  answer("E1", "UZB");
  answer("E2", "CHN");
  answer("E2", "");
  answer("E3", "IND");
  answer("E1", "TKM");
  answer("E3", "UNK");
  std::string said;
  for (const RecordedNote& note : records.answered_origins()) {
    said += note.about + "=" + note.origin + " ";
  }
  EXPECT_EQ(said, "E1=TKM E2=CHN ");
  EXPECT_EQ(records.notes("E1").size(), 2) << "what was said before stays on record";
  EXPECT_THROW(answer("E1", "UZBEK"), Error);
  EXPECT_EQ(records.notes("E1").size(), 2) << "a refused one leaves nothing behind";
}

TEST_F(RecordsTest, records_of_version_2_take_answers_about_origin) {
  {
    Records(file).add(RecordedNote{
        .kind = "answer", .made = "m", .who = "A", .about = "E1", .text = "t", .source = "s"});
  }
  ASSERT_EQ(run("DROP TABLE answered_origins; PRAGMA user_version = 2"), SQLITE_OK);
  Records records(file);
  records.add(RecordedNote{.kind = "answer",
                           .made = "m",
                           .who = "A",
                           .about = "E1",
                           .text = "t",
                           .source = "s",
                           .origin = "UZB"});
  EXPECT_EQ(records.notes("E1").size(), 2);
  EXPECT_EQ(records.answered_origins().size(), 1);
}

TEST_F(RecordsTest, records_of_a_newer_version_are_refused) {
  {
    Records records(file);
  }
  ASSERT_EQ(run("PRAGMA user_version = 99"), SQLITE_OK);
  EXPECT_THROW(Records records(file), Error);
}

TEST_F(RecordsTest, a_verdict_outside_the_list_is_refused) {
  Records records(file);
  EXPECT_THROW(records.add({judgement("maybe")}), Error);
}

}  // namespace
}  // namespace headwater
