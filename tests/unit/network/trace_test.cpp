#include "network/trace.h"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "base/error.h"
#include "network/origins.h"
#include "network/parts.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

const std::filesystem::path data = HEADWATER_DATA_DIR;

/// A ledger in the case's own tables, traced on the table that ships.
class TraceTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    Database database = scratch({.threads = 1});
    Connection connection = database.connect();
    shipped.emplace(InputOutput::load(connection, data / "io"));
  }
  static void TearDownTestSuite() { shipped.reset(); }

  void SetUp() override {
    load_reference(connection_, data);
    connection_.run(
        "INSERT INTO inputs (input_id, role, name, sha256, bytes, format, rows_read, rows_kept, "
        "columns) "
        "VALUES (1, 'ledger', 'ledger.csv', '', 0, 'csv', 0, 0, '[]');"
        "INSERT INTO wordings VALUES (1, 'cotton shirts', NULL, NULL, 1, 'wording'), "
        "(2, 'cleaning of offices', NULL, NULL, 1, 'wording'), (3, '?', NULL, NULL, 1, 'none');"
        "INSERT INTO wording_sectors VALUES (1, 'c4', 1), (2, 'c30', 0.75), (2, 'c34', 0.25), (3, "
        "'c4', 1)");
  }

  void buy(int id, int wording, const std::string& country, const std::string& usd,
           const std::string& origin = "NULL") {
    connection_.run(
        "INSERT INTO purchases (purchase_id, input_id, supplier, supplier_country, origin_country, "
        "amount_usd, base_usd) VALUES (" +
        std::to_string(id) + ", 1, 'Acme', " + country + ", " + origin + ", " + usd + ", " + usd +
        ")");
    connection_.run("INSERT INTO purchase_wordings VALUES (" + std::to_string(id) + ", " +
                    std::to_string(wording) + ")");
  }

  void run(int threads = 1) {
    trace(connection_, *shipped, {.paths = 20, .draws = 50, .threads = threads}, {});
  }

  double number(const std::string& sql) { return connection_.number(sql).value_or(NAN); }

  static std::optional<InputOutput> shipped;
  Database database_ = scratch({.threads = 2});
  Connection connection_ = database_.connect();
};

std::optional<InputOutput> TraceTest::shipped;

TEST_F(TraceTest, the_total_is_the_same_by_purchase_cell_tier_and_path) {
  buy(1, 1, "'DEU'", "2000000");
  buy(2, 2, "'BGD'", "500000");
  buy(3, 1, "NULL", "100000");
  run();
  const double total = number("SELECT value FROM trace_totals WHERE key = 'cases'");
  EXPECT_GT(total, 0);
  EXPECT_NEAR(number("SELECT sum(base_usd * intensity) / 1e6 FROM demand JOIN intensities USING "
                     "(country, sector)"),
              total, 1e-9 * total);
  EXPECT_NEAR(number("SELECT sum(cases) FROM cells"), total, 1e-9 * total);
  EXPECT_NEAR(number("SELECT sum(demand_musd * multiplier) FROM cells"), total, 1e-9 * total);
  EXPECT_NEAR(number("SELECT sum(cases) FROM tiers"), total, 1e-9 * total);
  EXPECT_NEAR(number("SELECT sum(cases) FROM paths") +
                  number("SELECT value FROM trace_totals WHERE key = 'paths_remainder'"),
              total, 1e-9 * total);
  EXPECT_EQ(number("SELECT count(*) FROM tiers"), 7);
  EXPECT_EQ(number("SELECT count(*) FROM paths"), 20);
  EXPECT_EQ(
      number("SELECT count(*) FROM path_steps JOIN paths USING (path_rank) WHERE step >= length"),
      0);
}

TEST_F(TraceTest, origins_of_each_key_sum_to_one) {
  buy(1, 1, "'DEU'", "10");
  buy(2, 1, "NULL", "10");
  buy(3, 2, "'XXX'", "10");
  buy(4, 1, "'CHE'", "10", "'UZB'");
  run();
  EXPECT_NEAR(number("SELECT max(abs(w - 1)) FROM (SELECT sum(weight) AS w FROM origins GROUP BY "
                     "country, sector)"),
              0, 1e-12);
  EXPECT_EQ(number("SELECT weight FROM origins WHERE country = '=UZB' AND region = 'UZB' AND "
                   "region_sector = 'c4'"),
            1);
  EXPECT_GT(number("SELECT intensity FROM intensities WHERE country = 'CHE' AND sector = 'c4'"), 0)
      << "the address of a line with a stated origin has an intensity too";
  EXPECT_GT(number("SELECT count(*) FROM origins WHERE country = 'DEU' AND basis = 'imports of the "
                   "address'"),
            100);
}

TEST_F(TraceTest, a_country_outside_the_table_is_traced_as_unknown_and_noted) {
  buy(1, 1, "'ESH'", "100");
  buy(2, 1, "NULL", "100");
  run();
  EXPECT_EQ(number("SELECT count(*) FROM issues WHERE stage = 'trace' AND value = 'ESH' AND "
                   "severity = 'note'"),
            1);
  EXPECT_DOUBLE_EQ(number("SELECT intensity FROM intensities WHERE country = 'ESH'"),
                   number("SELECT intensity FROM intensities WHERE country = 'UNK'"));
}

TEST_F(TraceTest, lines_without_an_amount_are_counted_and_never_zero) {
  buy(1, 1, "'DEU'", "100");
  buy(2, 1, "'DEU'", "NULL");
  run();
  EXPECT_EQ(number("SELECT lines FROM coverage WHERE item = 'amount_missing'"), 1);
  EXPECT_FALSE(
      connection_.number("SELECT usd FROM coverage WHERE item = 'amount_missing'").has_value());
  EXPECT_EQ(number("SELECT lines FROM demand"), 2);
  EXPECT_EQ(number("SELECT base_usd FROM demand"), 100);
}

TEST_F(TraceTest, reversals_are_netted_and_the_rest_reported) {
  buy(1, 1, "'DEU'", "100");
  buy(2, 1, "'DEU'", "-40");
  buy(3, 2, "'FRA'", "-10");
  run();
  EXPECT_EQ(number("SELECT base_usd FROM demand WHERE country = 'DEU'"), 60);
  EXPECT_LT(number("SELECT value FROM trace_totals WHERE key = 'cases_reversed'"), 0);
}

TEST_F(TraceTest, a_ledger_without_amounts_is_an_error) {
  buy(1, 1, "'DEU'", "NULL");
  EXPECT_THROW(run(), Error);
}

TEST_F(TraceTest, the_same_for_any_number_of_threads_and_again) {
  buy(1, 1, "'DEU'", "2000000.17");
  buy(2, 2, "'VNM'", "333333.33");
  const auto state = [&] {
    return *connection_.text(
        "SELECT md5(string_agg(t, '|')) FROM (SELECT CAST(c AS TEXT) AS t FROM (SELECT * FROM "
        "cells ORDER BY cell) c "
        "UNION ALL SELECT CAST(p AS TEXT) FROM (SELECT * FROM paths ORDER BY path_rank) p "
        "UNION ALL SELECT CAST(o AS TEXT) FROM (SELECT * FROM origins ORDER BY ALL) o)");
  };
  run(1);
  const std::string once = state();
  run(2);
  EXPECT_EQ(state(), once);
}

/// A supplier of the ledger that names its own suppliers.
class DisclosureTest : public TraceTest {
 protected:
  void SetUp() override {
    TraceTest::SetUp();
    buy(1, 1, "'DEU'", "1000000");
    buy(2, 1, "'BGD'", "500000");
    connection_.run(
        "INSERT INTO spellings VALUES (1, 'Acme', 'DEU', NULL, 'E1', 1, NULL, 1, '');"
        "INSERT INTO purchase_entities VALUES (1, 'E1')");
  }

  void link(int row, const std::string& buyer, const std::string& supplier,
            const std::string& product, const std::string& country, const std::string& share) {
    const auto text = [](const std::string& value) { return "'" + value + "', "; };
    connection_.run(
        "INSERT INTO links (link_id, input_id, \"row\", buyer, supplier, product, "
        "supplier_country, share) VALUES (" +
        std::to_string(row) + ", 1, " + std::to_string(row) + ", " + text(buyer) + text(supplier) +
        text(product) + text(country) + share + ")");
  }

  double cases() { return number("SELECT value FROM trace_totals WHERE key = 'cases'"); }
};

TEST_F(DisclosureTest, suppliers_at_their_cells_averages_change_nothing) {
  run();
  const double without = cases();
  const double bangladesh = number("SELECT sum(cases) FROM cells WHERE region = 'BGD'");
  link(2, "ACME", "Weaver", "c4", "DEU", "0.0001");
  link(3, "Acme", "Dyer", "c9", "DEU", "0.0001");
  link(4, "Weaver", "Spinner", "c4", "DEU", "0.0001");
  run();
  EXPECT_EQ(number("SELECT value FROM trace_totals WHERE key = 'links_used'"), 3);
  EXPECT_NEAR(cases(), without, 1e-9 * without);
  EXPECT_NEAR(number("SELECT sum(cases) FROM cells"), without, 1e-9 * without);
  EXPECT_NEAR(number("SELECT sum(cases) FROM cells WHERE region = 'BGD'"), bangladesh,
              1e-9 * bangladesh);
  EXPECT_NEAR(number("SELECT sum(cases) FROM tiers"), without, 1e-9 * without);
  EXPECT_EQ(number("SELECT count(*) FROM disclosed_suppliers"), 4);
  EXPECT_EQ(number("SELECT tier FROM disclosed_suppliers WHERE name = 'Spinner'"), 3);
}

TEST_F(DisclosureTest, what_is_disclosed_runs_through_tiers_and_paths) {
  run();
  const double without = cases();
  link(2, "Acme", "Weaver", "c4", "IND", "0.2");
  run();
  EXPECT_GT(cases(), without) << "yarn from India in place of the average";
  EXPECT_GT(number("SELECT usd FROM coverage WHERE item = 'traced_by_disclosure'"), 0);
  EXPECT_GT(number("SELECT disclosed_musd FROM tiers WHERE tier = 1"), 0);
  EXPECT_GT(number("SELECT disclosed_musd FROM tiers WHERE tier = 2"), 0);
  EXPECT_NEAR(number("SELECT max(abs(disclosed_musd + inferred_musd + unknown_musd - spend_musd)) "
                     "FROM tiers"),
              0, 1e-9);
  EXPECT_GT(number("SELECT required_disclosed_musd FROM cells WHERE region = 'IND' AND sector = "
                   "'c4'"),
            0);
  EXPECT_GT(number("SELECT count(*) FROM path_steps WHERE supplier = 'Acme'"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM paths JOIN path_steps USING (path_rank) WHERE supplier "
                   "IS NOT NULL AND (cases IS NOT NULL OR share IS NOT NULL)"),
            0)
      << "no figure speaks of one company";
}

TEST_F(DisclosureTest, links_that_cannot_be_placed_are_told) {
  link(2, "Nobody", "Weaver", "c4", "DEU", "0.1");
  link(3, "Acme", "Someone", "moon dust", "DEU", "0.1");
  run();
  EXPECT_EQ(number("SELECT count(*) FROM issues WHERE stage = 'trace'"), 2)
      << "an unknown buyer, an unknown product";
  EXPECT_EQ(number("SELECT value FROM trace_totals WHERE key = 'links_used'"), 0);
}

TEST_F(DisclosureTest, a_facility_list_gives_suppliers_and_plants) {
  connection_.run(
      "INSERT INTO facilities (facility_id, input_id, \"row\", name, country, product_type, "
      "parent_company, contributor) VALUES (1, 1, 2, 'Sewing hall', 'VNM', 'cotton shirts', "
      "'ACME', NULL), (2, 1, 3, 'Dye works', 'IND', 'c4', NULL, 'Acme'), "
      "(3, 1, 4, 'Of somebody else', 'IND', 'c4', NULL, 'Other brand')");
  run();
  EXPECT_EQ(number("SELECT value FROM trace_totals WHERE key = 'links'"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM issues WHERE stage = 'trace'"), 0);
  EXPECT_GT(number("SELECT demand_musd FROM disclosed_suppliers WHERE name = 'Sewing hall'"), 0);
  EXPECT_GT(number("SELECT weight FROM origins WHERE basis = 'disclosed plant'"), 0);
  EXPECT_NEAR(number("SELECT max(abs(w - 1)) FROM (SELECT sum(weight) AS w FROM origins GROUP BY "
                     "country, sector)"),
              0, 1e-12);
  EXPECT_EQ(number("SELECT demand_musd FROM disclosed_suppliers WHERE name = 'Dye works'"), 0);
  EXPECT_GT(number("SELECT required_musd FROM disclosed_suppliers WHERE name = 'Dye works'"), 0);
}

TEST_F(TraceTest, what_a_supplier_answers_counts_where_the_ledger_states_no_origin) {
  buy(1, 1, "'DEU'", "600");
  buy(2, 1, "'DEU'", "400", "'BGD'");
  buy(3, 1, "'DEU'", "100");
  connection_.run(
      "INSERT INTO purchase_entities VALUES (1, 'E1'), (2, 'E1'), (3, 'E2');"
      "INSERT INTO answered_origins VALUES ('E1', 'UZB', '', 'B. Buyer', 'letter'), ('E9', 'CHN', "
      "'', "
      "'B. Buyer', 'letter')");
  run();
  const auto place = [&](const std::string& id) {
    return connection_.text(
        "SELECT concat(place, ' ', stated_origin) FROM placed_purchases WHERE "
        "purchase_id = " +
        id);
  };
  EXPECT_EQ(place("1"), "=UZB UZB");
  EXPECT_EQ(place("2"), "=BGD BGD") << "what the ledger states comes first";
  EXPECT_EQ(place("3"), "DEU ");
  EXPECT_EQ(number("SELECT usd FROM coverage WHERE item = 'origin_stated'"), 1000);
  EXPECT_EQ(number("SELECT base_usd FROM demand WHERE country = '=UZB'"), 600);
}

TEST_F(TraceTest, a_trader_is_not_taken_for_the_maker) {
  buy(1, 1, "'DEU'", "100");
  run();
  const double made_here =
      number("SELECT weight FROM origins WHERE basis = 'address' AND region = 'DEU'");
  connection_.run("UPDATE purchases SET supplier = 'Nowhere Import-Export GmbH'");
  run();
  EXPECT_LT(number("SELECT weight FROM origins WHERE basis = 'address' AND region = 'DEU'"),
            made_here);
  EXPECT_EQ(number("SELECT count(*) FROM demand WHERE country = '~DEU'"), 1);
  connection_.run("UPDATE purchases SET supplier = 'Торговый дом Нигде'");
  run();
  EXPECT_EQ(number("SELECT count(*) FROM demand WHERE country = '~DEU'"), 1);
}

TEST_F(TraceTest, the_steps_from_paid_to_booked_add_up) {
  buy(1, 1, "'DEU'", "200");
  buy(2, 2, "NULL", "100");
  run();
  const double classified = number("SELECT usd FROM demand_steps WHERE what = 'with a sector'");
  EXPECT_EQ(classified, 300);
  EXPECT_NEAR(number("SELECT sum(usd) FROM demand_steps WHERE starts_with(what, 'booked') OR "
                     "starts_with(what, 'taxes')"),
              classified, 1e-9);
}

TEST_F(TraceTest, the_shipped_table_has_the_worlds_footprint) {
  buy(1, 1, "'DEU'", "1");
  run();
  EXPECT_NEAR(number("SELECT value FROM trace_totals WHERE key = 'world_gap'"), 0, 1e-3);
}

TEST_F(TraceTest, split_countries_have_the_recipe_of_the_rest_of_the_world) {
  // Column totals of two countries of very different size agree, sector by sector.
  const auto total = [&](const char* region, const char* sector) {
    std::vector<double> column(shipped->cells().size());
    shipped->parts().column_of(shipped->index(region, sector), column);
    double sum = 0;
    for (const double value : column) sum += value;
    return sum;
  };
  for (const char* sector : {"c1", "c4", "c18", "c30"}) {
    EXPECT_NEAR(total("BGD", sector), total("SAU", sector), 1e-6) << sector;
  }
}

}  // namespace
}  // namespace headwater
