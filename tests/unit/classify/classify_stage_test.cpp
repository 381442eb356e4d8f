#include <gtest/gtest.h>

#include <string>

#include "unit/classify/reference_tables.h"

namespace headwater {
namespace {

/// Five lines: a code alone, code and wording, wording alone, neither, an unknown code.
void lay_ledger(Connection& connection) {
  connection.run(
      "DELETE FROM purchases; DELETE FROM issues;"
      "INSERT INTO purchases (purchase_id, description, code_scheme, code, base_usd) VALUES "
      "(1, NULL, 'CPV', '45000000', 100), (2, 'Vaccines', 'CPV', '33000000', 300),"
      "(3, 'Office cleaning', NULL, NULL, 600), (4, NULL, NULL, NULL, 50),"
      "(5, 'Office cleaning', 'CPV', '99000000', NULL), (6, NULL, 'HS', '610910', 10)");
  classify(connection, HEADWATER_DATA_DIR, {});
}

std::string basis(Connection& connection, int purchase) {
  return connection
      .text(
          "SELECT basis FROM wordings JOIN purchase_wordings USING (wording_id) WHERE purchase_id "
          "= ?",
          {std::int64_t{purchase}})
      .value();
}

double weight(Connection& connection, int purchase, const std::string& sector) {
  return connection
      .number(
          "SELECT s.weight FROM wording_sectors s JOIN purchase_wordings USING (wording_id) WHERE "
          "purchase_id = ? AND sector = ?",
          {std::int64_t{purchase}, sector})
      .value_or(0);
}

TEST(Classify, EachLineIsReadByWhatItHas) {
  lay_ledger(tables());
  EXPECT_EQ(basis(tables(), 1), "code");
  EXPECT_EQ(basis(tables(), 2), "both");
  EXPECT_EQ(basis(tables(), 3), "wording");
  EXPECT_EQ(basis(tables(), 4), "none");
  EXPECT_EQ(basis(tables(), 5), "wording");
  EXPECT_EQ(basis(tables(), 6), "code");
}

TEST(Classify, TheWordingTellsMedicinesFromDevicesUnderOneCode) {
  lay_ledger(tables());
  EXPECT_GT(weight(tables(), 2, "c9"), 0.7);
}

TEST(Classify, SectorsOfEveryWordingSumToOne) {
  lay_ledger(tables());
  EXPECT_EQ(
      tables().integer("SELECT count(*) FROM (SELECT sum(weight) AS s FROM wording_sectors GROUP "
                       "BY wording_id) WHERE abs(s - 1) > 1e-9"),
      0);
  EXPECT_EQ(tables().integer("SELECT count(DISTINCT wording_id) FROM wording_sectors"),
            tables().integer("SELECT count(*) FROM wordings"));
}

TEST(Classify, ALineWithoutCodeOrWordingTakesTheMeanOfTheSpend) {
  lay_ledger(tables());
  EXPECT_NEAR(weight(tables(), 4, "c18"), 100.0 / 1010 + 600.0 / 1010 * weight(tables(), 3, "c18"),
              1e-9);
  EXPECT_EQ(tables().integer("SELECT count(*) FROM wording_candidates JOIN purchase_wordings USING "
                             "(wording_id) WHERE purchase_id = 4"),
            0);
}

TEST(Classify, AnUnknownCodeIsAnIssueAndItsWordingIsUsed) {
  lay_ledger(tables());
  EXPECT_EQ(
      tables().integer("SELECT count(*) FROM issues WHERE stage = 'classify' AND field = 'code' "
                       "AND value = '99000000'"),
      1);
}

TEST(Classify, ACodeOfAnotherSchemeNamesNoDivision) {
  lay_ledger(tables());
  EXPECT_EQ(tables().text("SELECT coalesce(cpv_division, 'none') || ' ' || reason FROM "
                          "wording_candidates JOIN purchase_wordings USING (wording_id) WHERE "
                          "purchase_id = 6"),
            "none HS code 610910");
}

TEST(Classify, AnEmptyLedgerGivesEmptyTables) {
  tables().run("DELETE FROM purchases");
  classify(tables(), HEADWATER_DATA_DIR, {});
  EXPECT_EQ(tables().integer("SELECT count(*) FROM wordings"), 0);
  EXPECT_EQ(tables().integer("SELECT count(*) FROM wording_sectors"), 0);
}

}  // namespace
}  // namespace headwater
