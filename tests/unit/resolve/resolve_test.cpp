#include "resolve/resolve.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

#include "base/appender.h"
#include "store/case.h"

namespace headwater {
namespace {

struct Bought {
  std::string supplier;
  std::optional<std::string> country;
  std::optional<std::string> identifier;
};

class Resolve : public ::testing::Test {
 protected:
  void buy(const std::vector<Bought>& lines) {
    for (const Bought& line : lines) {
      const auto text = [](const std::optional<std::string>& value) {
        return value ? Parameter(*value) : Parameter(std::monostate{});
      };
      connection.run(
          "INSERT INTO purchases (purchase_id, supplier, supplier_country, supplier_id, base_usd, "
          "withheld) "
          "SELECT count(*) + 1, ?, ?, ?, 100, false FROM purchases",
          {line.supplier, text(line.country), text(line.identifier)});
    }
  }
  void list(std::int64_t entry, const std::string& name, const std::string& kind,
            const std::string& alias_kind = "name") {
    connection.run(
        "INSERT INTO list_entries (entry_id, list, name, kind) VALUES (?, 'watch', ?, ?)",
        {entry, name, kind});
    connection.run("INSERT INTO list_names VALUES (?, ?, ?)", {entry, name, alias_kind});
  }
  void run(std::vector<Judgement> judgements = {}, int threads = 0) {
    resolve(connection, {std::move(judgements), threads}, {});
  }
  std::int64_t count(const std::string& from) {
    return *connection.integer("SELECT count(*) FROM " + from);
  }
  std::string dump() {
    return *connection.text(
        "SELECT string_agg(t, chr(10) ORDER BY t) FROM (SELECT CAST(e AS TEXT) AS t FROM entities "
        "e UNION ALL "
        "SELECT CAST(s AS TEXT) FROM spellings s UNION ALL SELECT CAST(p AS TEXT) FROM "
        "purchase_entities p UNION ALL "
        "SELECT CAST(c AS TEXT) FROM screening c UNION ALL SELECT CAST(n AS TEXT) FROM "
        "near_merges n)");
  }

  Database database = scratch({});
  Connection connection = database.connect();
};

TEST_F(Resolve, SpellingsOfOneSupplierBecomeOneEntityWithAWitness) {
  buy({{"Haige Weaving Co., Ltd.", "CHN"},
       {"HAIGE WEAVING CO LTD", "CHN"},
       {"Haige Weavng Company Limited", "CHN"},
       {"Haige Weaving Co., Ltd.", "CHN"},
       {"Orbita Steel GmbH", "DEU"}});
  run();
  EXPECT_EQ(count("entities"), 2);
  EXPECT_EQ(count("spellings"), 4);
  EXPECT_EQ(count("spellings WHERE witness_id IS NOT NULL AND reasons IS NOT NULL"), 2);
  EXPECT_EQ(connection.text("SELECT name FROM entities WHERE spellings = 3"),
            "Haige Weaving Co., Ltd.");
  EXPECT_EQ(connection.number("SELECT base_usd FROM entities WHERE spellings = 3"), 400);
  EXPECT_EQ(count("purchase_entities"), 5);
  EXPECT_EQ(count("entities WHERE regexp_full_match(entity_id, 'E[0-9a-f]{15}')"), 2);
}

TEST_F(Resolve, AnotherCountryOrNoneStaysAnotherSupplierUnlessAnIdentifierSettlesIt) {
  buy({{"Haige Weaving Ltd", "CHN"}, {"Haige Weaving Ltd", "VNM"}, {"Haige Weaving Ltd", {}}});
  run();
  EXPECT_EQ(count("entities"), 3);
  connection.run(
      "UPDATE purchases SET supplier_id = 'VAT 100200300' WHERE supplier_country IS NOT NULL");
  run();
  EXPECT_EQ(count("entities"), 2);
}

TEST_F(Resolve, UnlikeNamesAreNeverChained) {
  buy({{"Haige Karimov Weaving", "CHN"},
       {"Haige Karimov Weaving", "CHN"},
       {"Karimov Weaving Pallavi", "CHN"},
       {"Weaving Pallavi Mirabel", "CHN"},
       {"Pallavi Mirabel Steel", "CHN"}});
  run();
  EXPECT_EQ(connection.integer("SELECT count(DISTINCT entity_id) FROM spellings "
                               "WHERE name IN ('Haige Karimov Weaving', 'Pallavi Mirabel Steel')"),
            2);
  // Each witness is a spelling that stands for its entity.
  EXPECT_EQ(count("spellings s JOIN spellings w ON w.spelling_id = s.witness_id WHERE w.witness_id "
                  "IS NOT NULL"),
            0);
}

TEST_F(Resolve, NamesAlikeButNotEnoughArePutBeforeAPersonOnceForEachTwoSuppliers) {
  buy({{"Haige Weaving Co., Ltd.", "CHN"},
       {"Haige Weaving Co., Ltd.", "CHN"},
       {"HAIGE WEAVING CO LTD", "CHN"},
       {"Haige Weaving Qingdao Co Ltd", "CHN"},
       {"Orbita Steel GmbH", "DEU"}});
  run();
  ASSERT_EQ(count("entities"), 3);
  ASSERT_EQ(count("near_merges"), 1);
  const char* sides =
      "SELECT concat_ws(' ~ ', a.name, b.name) FROM near_merges n JOIN spellings a USING "
      "(spelling_id) JOIN spellings b ON b.spelling_id = n.other_id";
  EXPECT_EQ(connection.text(sides), "Haige Weaving Qingdao Co Ltd ~ Haige Weaving Co., Ltd.");
  EXPECT_EQ(count("near_merges WHERE score BETWEEN 0 AND 1 AND reasons LIKE '%qingdao%'"), 1);
  const std::string one = fingerprint({.name = "Haige Weaving Co., Ltd.", .country = "CHN"});
  const std::string other = fingerprint({.name = "Haige Weaving Qingdao Co Ltd", .country = "CHN"});
  run({{one, other, false}});
  EXPECT_EQ(count("near_merges"), 0) << "a person keeps them apart";
  run({{one, other, true}});
  EXPECT_EQ(count("near_merges"), 0) << "a person joined them";
  EXPECT_EQ(count("entities"), 2);
}

TEST_F(Resolve, WhatPeopleJudgedWins) {
  buy({{"Haige Weaving Ltd", "CHN"}, {"Haige Weavng Ltd", "CHN"}, {"Orbita Steel", "CHN"}});
  const std::string haige = fingerprint({0, "Haige Weaving Ltd", "CHN", {}});
  const std::string typo = fingerprint({0, "Haige Weavng Ltd", "CHN", {}});
  const std::string orbita = fingerprint({0, "Orbita Steel", "CHN", {}});
  run();
  EXPECT_EQ(count("entities"), 2);
  run({{haige, typo, false}});
  EXPECT_EQ(count("entities"), 3);
  run({{haige, orbita, true}});
  EXPECT_EQ(count("entities"), 1);
  EXPECT_EQ(connection.text("SELECT reasons FROM spellings WHERE name = 'Orbita Steel'"),
            "judged the same by a person");
}

TEST_F(Resolve, AJudgementHoldsWhereNoOtherIdentifierSpeaksAgainstIt) {
  const std::string haige = fingerprint({0, "Haige Weaving Ltd", "CHN", "91320000-X1"});
  const std::string orbita = fingerprint({0, "Orbita Steel", "CHN", {}});
  EXPECT_NE(haige, fingerprint({0, "Haige Weaving Ltd", "CHN", {}}));
  buy({{"Haige Weaving Ltd", "CHN"}, {"Orbita Steel", "CHN"}});
  run({{haige, orbita, true}});  // the ledger does not know the identifier
  EXPECT_EQ(count("entities"), 1);
  connection.run("UPDATE purchases SET supplier_id = '91320000X1' WHERE supplier LIKE 'Haige%'");
  run({{haige, orbita, true}});
  EXPECT_EQ(count("entities"), 1);
  connection.run("UPDATE purchases SET supplier_id = '55512345' WHERE supplier LIKE 'Haige%'");
  run({{haige, orbita, true}});
  EXPECT_EQ(count("entities"), 2);
}

TEST_F(Resolve, WithheldSuppliersHaveNoEntity) {
  buy({{"Haige Weaving Ltd", "CHN"}, {"Withheld", "CHN"}});
  connection.run("UPDATE purchases SET withheld = true WHERE supplier = 'Withheld'");
  run();
  EXPECT_EQ(count("purchase_entities"), 1);
}

TEST_F(Resolve, SuppliersAreScreenedAgainstCompaniesAndVesselsNeverPersons) {
  buy({{"Haige Karimov Weaving Ltd", "CHN"}, {"Orbita Steel", "CHN"}});
  list(1, "HAIGE KARIMOV WEAVING", "company");
  list(2, "Haige Karimov Weaving", "person");
  list(3, "Mirabel", "vessel");
  run();
  EXPECT_EQ(count("screening"), 1);
  EXPECT_EQ(connection.integer("SELECT entry_id FROM screening WHERE decision = 'match'"), 1);
  EXPECT_EQ(connection.text("SELECT name FROM screening"), "Haige Karimov Weaving Ltd");
}

TEST_F(Resolve, AWeakAliasIsAtMostPossibleAndARefusedHitIsLeftOut) {
  buy({{"Haige Karimov Weaving Ltd", "CHN"}});
  list(1, "Karimov Haige Weaving Mill", "company");
  connection.run("INSERT INTO list_names VALUES (1, 'Haige Karimov Weaving', 'weak')");
  run();
  EXPECT_EQ(connection.text("SELECT decision FROM screening"), "possible");
  run({{fingerprint({0, "Haige Karimov Weaving Ltd", "CHN", {}}),
        fingerprint({0, "Haige Karimov Weaving", {}, {}}), false}});
  EXPECT_EQ(count("screening"), 0);
}

TEST_F(Resolve, AWordOnOneSpellingAndOneNameHoldsForSupplierAndEntry) {
  buy({{"Haige Karimov Weaving Ltd", "CHN"}, {"Haige Karimov Weavng Ltd", "CHN"}});
  list(1, "Karimov Haige Weaving", "company");
  connection.run("INSERT INTO list_names VALUES (1, 'Haige Karimov Weaving', 'alias')");
  list(2, "Quite Another Name", "company");
  const std::string spelling = fingerprint({0, "Haige Karimov Weavng Ltd", "CHN", {}});
  run({{spelling, fingerprint({0, "Karimov Haige Weaving", {}, {}}), false}});
  EXPECT_EQ(count("entities"), 1);
  EXPECT_EQ(count("screening"), 0);
  // The machine would not have thought of this one.
  run({{spelling, fingerprint({0, "Quite Another Name", {}, {}}), true}});
  EXPECT_EQ(connection.text("SELECT decision FROM screening WHERE entry_id = 2"), "match");
  EXPECT_EQ(count("screening"), 2);
}

TEST_F(Resolve, WhatAPersonJoinsBringsItsOwnSpellings) {
  buy({{"Orbita Steel", "CHN"},
       {"Orbita Steel", "CHN"},
       {"Orbita Steel", "CHN"},
       {"Haige Weaving Ltd", "CHN"},
       {"Haige Weaving Ltd", "CHN"},
       {"Haige Weavng Ltd", "CHN"}});
  run({{fingerprint({0, "Haige Weaving Ltd", "CHN", {}}),
        fingerprint({0, "Orbita Steel", "CHN", {}}), true}});
  EXPECT_EQ(count("entities"), 1);
}

TEST_F(Resolve, GivesTheSameRowsForAnyNumberOfThreadsAndWhenRunAgain) {
  for (int i = 0; i < 60; ++i) {
    buy({{"Haige " + std::to_string(i % 7) + " Weaving Ltd", "CHN"},
         {"Orbita Karimov " + std::string(1, static_cast<char>('A' + i % 26)), {}}});
  }
  list(1, "Orbita Karimov", "company");
  run({}, 1);
  const std::string one = dump();
  run({}, 2);
  EXPECT_EQ(one, dump());
}

TEST_F(Resolve, AnEmptyLedgerGivesEmptyTables) {
  run();
  EXPECT_EQ(count("entities"), 0);
}

}  // namespace
}  // namespace headwater
