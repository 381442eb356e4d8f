#include "network/booking.h"

#include <gtest/gtest.h>

#include <tuple>

#include "base/error.h"
#include "store/case.h"

namespace headwater {
namespace {

using Told = std::tuple<std::string, std::string, std::int64_t, double, double>;

/// The slow twin: what LedgerLines says, asked of the database.
constexpr const char* slow_twin = R"(
  WITH by_wording AS (
    SELECT p.place, pw.wording_id, count(*) AS lines,
      coalesce(sum(CAST(round(p.amount_usd * 1e6) AS HUGEINT)), 0) AS spend,
      coalesce(sum(CAST(round(p.base_usd * 1e6) AS HUGEINT)), 0) AS base
    FROM placed_purchases p JOIN purchase_wordings pw USING (purchase_id)
    GROUP BY ALL)
  SELECT place, sector, CAST(sum(lines) AS BIGINT),
    CAST(sum(CAST(round(spend * weight) AS HUGEINT)) AS DOUBLE) / 1e6,
    CAST(sum(CAST(round(base * weight) AS HUGEINT)) AS DOUBLE) / 1e6
  FROM by_wording JOIN wording_sectors USING (wording_id)
  WHERE weight > 0
  GROUP BY place, sector
  ORDER BY place, length(sector), sector)";

class BookingTest : public testing::Test {
 protected:
  /// Lines of every kind: without amount, country, wording or sectors, reversed. Sums stay below
  /// 2^53 millionths, above which the database rounds to the next but one number.
  void fill(int lines, double seed) {
    connection_.run("SELECT setseed(?)", {seed});
    connection_.run(
        "DELETE FROM purchases; DELETE FROM purchase_wordings; DELETE FROM wordings; "
        "DELETE FROM wording_sectors; DELETE FROM purchase_places");
    connection_.run(
        "INSERT INTO wordings (wording_id) SELECT range FROM range(1, 60);"
        "INSERT INTO wording_sectors SELECT w, 'c' || s, CASE WHEN random() < 0.1 THEN 0 ELSE "
        "random() END FROM range(1, 50) a(w), range(1, 36) b(s) WHERE random() < 0.2");
    connection_.run(
        "INSERT INTO purchases (purchase_id, supplier_country, origin_country, amount_usd, "
        "base_usd) "
        "SELECT i, CASE WHEN random() < 0.8 THEN ['DEU', 'FRA', 'IND', 'CHN'][1 + i % 4] END, "
        "CASE WHEN random() < 0.1 THEN 'UZB' END, "
        "CASE WHEN random() < 0.9 THEN (random() - 0.2) * 10 ** (i % 7) END AS usd, NULL "
        "FROM range(1, ? + 1) r(i)",
        {std::int64_t{lines}});
    connection_.run("UPDATE purchases SET base_usd = amount_usd * 0.93");
    connection_.run(
        "INSERT INTO purchase_wordings SELECT purchase_id, 1 + hash(purchase_id) % 59 FROM "
        "purchases WHERE random() < 0.9;"
        "INSERT INTO purchase_places SELECT purchase_id, '@' || purchase_id % 11 || '|disclosed' "
        "FROM purchases WHERE random() < 0.05");
  }

  std::vector<Told> expected() {
    std::vector<Told> result;
    Rows rows = connection_.query(slow_twin);
    while (rows.next()) {
      const Row& row = rows.row();
      result.emplace_back(*row.text(0), *row.text(1), *row.integer(2), *row.number(3),
                          *row.number(4));
    }
    return result;
  }

  std::vector<Told> booked(int threads) {
    std::vector<Told> result;
    for (const Booked& b : LedgerLines(connection_, threads).book(threads)) {
      result.emplace_back(b.place, b.sector, b.lines, b.spend_usd, b.base_usd);
    }
    return result;
  }

  Database database_ = scratch({.threads = 2});
  Connection connection_ = database_.connect();
};

TEST_F(BookingTest, tells_what_the_database_tells_to_the_last_bit_on_any_threads) {
  for (const int lines : {1, 50, 3000, 20000}) {
    fill(lines, 1.0 / lines);
    const std::vector<Told> told = expected();
    ASSERT_TRUE(lines < 50 || !told.empty());
    for (const int threads : {1, 2, 5}) {
      EXPECT_TRUE(booked(threads) == told) << lines << " lines, " << threads << " threads";
    }
  }
}

TEST_F(BookingTest, an_empty_ledger_books_nothing) { EXPECT_TRUE(booked(2).empty()); }

TEST_F(BookingTest, what_cannot_be_added_up_exactly_is_refused) {
  fill(50, 0.5);
  for (const char* amount : {"1e25", "-1e25", "'nan'::DOUBLE", "'inf'::DOUBLE"}) {
    connection_.run(std::string("UPDATE purchases SET amount_usd = ") + amount);
    EXPECT_THROW(booked(2), Error) << amount;
  }
}

TEST_F(BookingTest, a_case_that_does_not_hold_together_is_refused_not_cut_short) {
  fill(50, 0.5);
  connection_.run("UPDATE purchase_wordings SET wording_id = 1000");
  EXPECT_THROW(booked(2), Error);
  fill(50, 0.5);
  connection_.run("INSERT INTO wording_sectors VALUES (1000, 'c1', 1)");
  EXPECT_THROW(booked(2), Error);
  fill(50, 0.5);
  connection_.run("INSERT INTO purchase_wordings VALUES (-3, 1)");
  EXPECT_THROW(booked(2), Error);
}

}  // namespace
}  // namespace headwater
