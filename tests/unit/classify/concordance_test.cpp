#include "classify/concordance.h"

#include <gtest/gtest.h>

#include <cmath>

#include "unit/classify/reference_tables.h"

namespace headwater {
namespace {

const Concordance& concordance() {
  static const Concordance known(tables());
  return known;
}

double share(std::string_view scheme, std::string_view code, const std::string& sector) {
  const auto found = concordance().find(scheme, code);
  return found.shares == nullptr || !found.shares->contains(sector) ? 0 : found.shares->at(sector);
}

TEST(Concordance, TheLongestPrefixDecides) {
  EXPECT_DOUBLE_EQ(share("CPV", "33600000", "c9"), 1) << "medicines";
  EXPECT_GT(share("CPV", "33100000", "c14"), 0.5) << "medical devices";
  EXPECT_EQ(concordance().find("CPV", "33696500").prefix, "336");
  EXPECT_EQ(concordance().find("CPV", "45000000").prefix, "45");
}

TEST(Concordance, KnowsFiveSchemes) {
  EXPECT_DOUBLE_EQ(share("HS", "610910", "c4"), 1);
  EXPECT_GT(share("ISIC", "C13", "c4"), 0.8) << "a section's letter may stand before";
  EXPECT_GT(share("NAICS", "236", "c18"), 0.9);
  EXPECT_GT(share("UNSPSC", "51101500", "c9"), 0.4);
}

TEST(Concordance, WhatIsNotInTheTableIsNotFound) {
  EXPECT_EQ(concordance().find("CPV", "99000000").shares, nullptr);
  EXPECT_EQ(concordance().find("ABC", "45").shares, nullptr);
  EXPECT_EQ(concordance().find("CPV", "").shares, nullptr);
}

TEST(Concordance, EveryPrefixIsADistributionOverKnownSectors) {
  EXPECT_EQ(tables().integer("SELECT count(*) FROM (SELECT 1 FROM reference.concordance GROUP BY "
                             "scheme, prefix HAVING abs(sum(CAST(share AS DOUBLE)) - 1) > 0.001)"),
            0);
  EXPECT_EQ(tables().integer("SELECT count(*) FROM reference.concordance WHERE sector NOT IN "
                             "(SELECT sector FROM reference.sectors)"),
            0);
}

TEST(Concordance, EveryDivisionHasSectors) {
  EXPECT_EQ(tables().integer("SELECT count(*) FROM reference.cpv_divisions WHERE division NOT IN "
                             "(SELECT prefix FROM reference.concordance WHERE scheme = 'CPV')"),
            0);
}

TEST(Combined, TheWordingChoosesAmongTheSectorsOfTheCode) {
  const SectorShares both =
      combined({{"c9", 0.5}, {"c14", 0.5}}, {{"c9", 0.9}, {"c33", 0.1}}, 0.25);
  EXPECT_NEAR(both.at("c9"), 0.575 / (0.575 + 0.125), 1e-12);
  EXPECT_FALSE(both.contains("c33")) << "the code rules it out";
}

TEST(Combined, AWordingThatSpeaksForNoneOfThemChangesNothing) {
  const SectorShares both = combined({{"c9", 0.7}, {"c14", 0.3}}, {{"c1", 1}}, 0.25);
  EXPECT_NEAR(both.at("c9"), 0.7, 1e-12);
}

}  // namespace
}  // namespace headwater
