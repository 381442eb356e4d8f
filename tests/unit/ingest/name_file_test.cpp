#include "ingest/name_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "base/scratch_file.h"
#include "ingest/csv_survey.h"
#include "ingest/text_pieces.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

std::vector<std::string> pieces_of(const std::string& text, TextPieces::Cut cut,
                                   std::size_t piece_bytes) {
  const ScratchFile file(text);
  Problems problems("t");
  TextPieces pieces(file.path(), "t", problems, piece_bytes);
  std::vector<std::string> found;
  for (std::string piece = pieces.next(cut); !piece.empty(); piece = pieces.next(cut)) {
    found.push_back(std::move(piece));
  }
  return found;
}

std::int64_t records_in(std::string_view text) {
  Problems problems("t");
  return survey_csv(text, ',', {}, problems).records;
}

TEST(TextPieces, a_piece_ends_outside_quotation_marks_and_before_blank_lines) {
  const auto cut = TextPieces::Cut::at_records;
  EXPECT_EQ(end_of_records("aaaa\nbbbb\n\"c\nd\n", cut), 10);
  EXPECT_EQ(end_of_records("a\r\nb\r\n\r\n\r\n", cut), 6);
  EXPECT_EQ(end_of_records("a\rb\rc", cut), 4);
  EXPECT_EQ(end_of_records("no end", cut), 0);
  EXPECT_EQ(end_of_records("{\"a\":\"x\n", TextPieces::Cut::at_lines), 8);
}

TEST(TextPieces, a_quotation_mark_never_closed_does_not_hold_up_the_rest) {
  EXPECT_EQ(end_of_records("a\n\"b\nc\nd\ne\nf\n", TextPieces::Cut::at_records), 13);
}

TEST(TextPieces, a_line_without_end_is_refused) {
  EXPECT_THROW(
      pieces_of(std::string(5 * longest_record, 'x'), TextPieces::Cut::at_lines, longest_record),
      Error);
}

RC_GTEST_PROP(TextPieces, nothing_is_lost_between_pieces, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::element('a', 'b', ',', '"', '\n', '\r', '\n'));
  const auto size = *rc::gen::inRange<std::size_t>(1, 40);
  for (const auto cut : {TextPieces::Cut::at_lines, TextPieces::Cut::at_records}) {
    std::string together;
    for (const std::string& piece : pieces_of(text, cut, size)) {
      together += piece;
    }
    RC_ASSERT(together == text);
  }
}

RC_GTEST_PROP(TextPieces, records_are_counted_alike_in_pieces_and_in_whole, ()) {
  const auto cells = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "x", "\"y\"", "\"two\nlines\"", "\"a \"\"b\"\"\"", "", "long cell"));
  std::string text;
  for (const std::string& cell : cells) {
    text += cell + ",1\n" + (cell.empty() ? "\n\n" : "");
  }
  std::int64_t records = 0;
  for (const std::string& piece : pieces_of(text, TextPieces::Cut::at_records, 64)) {
    records += records_in(piece);
  }
  RC_ASSERT(records == records_in(text));
}

class NameFileTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { load_reference(connection, HEADWATER_DATA_DIR); }

  /// Rows as ROW:NAME:COUNTRY and issues as ROW:REASON, each on a line.
  static std::string read(const std::string& text, std::size_t piece_bytes) {
    connection.run("DELETE FROM issues");
    const ScratchFile copy(text);
    std::string told;
    {
      NameFile file(connection, copy.path(), piece_bytes);
      for (auto rows = file.next(3); !rows.empty(); rows = file.next(3)) {
        EXPECT_LE(rows.size(), 3U);
        for (const NameRow& row : rows) {
          told += std::to_string(row.row) + ":" + row.name + ":" +
                  (row.countries.empty() ? "?" : row.countries.front()) + "\n";
        }
      }
    }
    return told + connection
                      .text(
                          "SELECT string_agg(concat(\"row\", ':', reason), chr(10) ORDER BY "
                          "issue_id) FROM issues")
                      .value_or("");
  }

  static inline Database database = scratch({.threads = 1});
  static inline Connection connection = database.connect();
};

TEST_F(NameFileTest, a_table_read_in_pieces_gives_the_same_rows_and_problems) {
  std::string text = "id,name,country,note\n";
  for (int i = 0; i < 200; ++i) {
    text += std::to_string(i) + ",Name " + std::to_string(i) + ",GB,\"of\ntwo lines\"\n";
    text += i % 50 == 7 ? "x,,GB,nameless\n" : i % 50 == 9 ? "x,***,GB,marks\n" : "";
    text += i % 40 == 3 ? "\n\n" : i % 40 == 5 ? "x,Nowhere Ltd,Atlantis,\n" : "";
  }
  const std::string whole = read(text, std::size_t{1} << 20);
  EXPECT_EQ(std::ranges::count(whole, '\n'), 200 + 5 + 4 + 4 + 5 + 5 - 1);
  for (const std::size_t piece : {400, 1000, 4096}) {
    EXPECT_EQ(read(text, piece), whole) << "pieces of " << piece;
  }
}

TEST_F(NameFileTest, entities_read_in_pieces_give_the_same_rows_and_problems) {
  std::string text;
  for (int i = 0; i < 100; ++i) {
    const std::string schema = i % 10 == 3 ? "Person" : i % 10 == 4 ? "Address" : "Company";
    text += R"({"id":")" + std::to_string(i) + R"(","schema":")" + schema +
            R"(","properties":{"name":["Name )" + std::to_string(i) + R"("],"country":["de"]}})" +
            "\n";
  }
  const std::string whole = read(text, std::size_t{1} << 20);
  EXPECT_NE(whole.find("10 of 90 parties are persons"), std::string::npos) << whole;
  EXPECT_NE(whole.find("10 of 100 records are no parties"), std::string::npos) << whole;
  EXPECT_EQ(whole.find("Name 3:"), std::string::npos);
  EXPECT_EQ(read(text, 500), whole);
}

TEST_F(NameFileTest, a_bare_list_has_no_header_in_any_piece) {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += "Company " + std::to_string(i) + "\n";
  }
  const std::string whole = read(text, std::size_t{1} << 20);
  EXPECT_TRUE(whole.starts_with("1:Company 0:?\n")) << whole;
  EXPECT_TRUE(whole.ends_with("60:Company 59:?\n")) << whole;
  EXPECT_EQ(read(text, 100), whole);
}

TEST_F(NameFileTest, a_file_without_names_is_refused) {
  EXPECT_THROW(read("a,b\n1,2\n", 100), Error);
  EXPECT_THROW(read("{\"id\":\"1\",\"schema\":\"Address\",\"properties\":{}}\n", 100), Error);
}

}  // namespace
}  // namespace headwater
