#include "reference/rates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/error.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

class Rates : public testing::Test {
 protected:
  Rates() : database_(scratch({.threads = 1})), connection_(database_.connect()) {
    load_reference(connection_, HEADWATER_DATA_DIR);
  }

  /// Every country of one output a sector.
  std::vector<CellOutput> world(double output) {
    std::vector<CellOutput> cells;
    Rows rows = connection_.query(
        "SELECT DISTINCT c.iso3 FROM reference.countries c JOIN reference.country_indicators i "
        "USING "
        "(iso3) WHERE i.indicator = 'workforce_thousand' AND c.region IS NOT NULL ORDER BY 1");
    while (rows.next()) {
      for (int s = 1; s <= 35; ++s) {
        cells.push_back(
            {std::string(*rows.row().text(0)), "c" + std::to_string(s), output, s == 1});
      }
    }
    return cells;
  }

  Database database_;
  Connection connection_;
};

TEST_F(Rates, regional_and_world_sector_totals_both_hold) {
  const std::vector<CellOutput> cells = world(1e4);
  const CellRates rates(connection_, cells);
  const double sum = std::accumulate(rates.cases().begin(), rates.cases().end(), 0.0);
  EXPECT_NEAR(sum, 27.5e6 * 0.63, 1);  // the five regions sum to 27.5 million
  double agriculture = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    agriculture += cells[i].sector == "c1" ? rates.cases()[i] : 0;
  }
  EXPECT_NEAR(agriculture / sum, 2.1 / 15.7, 0.005);  // smoothing of small cells moves it a little
}

TEST_F(Rates, a_table_with_few_countries_does_not_get_the_cases_of_the_others) {
  std::vector<CellOutput> cells = {{"DEU", "c1", 1000, false}, {"DEU", "c18", 5000, false}};
  const CellRates rates(connection_, cells);
  const double sum = rates.cases()[0] + rates.cases()[1];
  EXPECT_GT(sum, 0);
  EXPECT_LT(sum, 0.3 * 4.1e6 * 0.63);
}

TEST_F(Rates, a_remainder_has_the_cases_of_the_countries_it_holds) {
  // A world of two countries and a region of all others, against the same world told apart.
  const std::vector<CellOutput> apart = world(1e4);
  std::vector<std::string> members;
  std::vector<CellOutput> cells;
  for (const CellOutput& cell : apart) {
    if (cell.region == "DEU" || cell.region == "IND") {
      cells.push_back(cell);
    } else if (members.empty() || members.back() != cell.region) {
      members.push_back(cell.region);
    }
  }
  for (int s = 1; s <= 35; ++s) {
    cells.push_back({"ROW", "c" + std::to_string(s), 1e4 * static_cast<double>(members.size()),
                     false, std::nullopt, members});
  }
  const CellRates rates(connection_, cells);
  const double sum = std::accumulate(rates.cases().begin(), rates.cases().end(), 0.0);
  EXPECT_NEAR(sum, 27.5e6 * 0.63, 1);
  EXPECT_NEAR(rates.wanted_cases(), 27.5e6 * 0.63, 1);
  const double others = std::accumulate(rates.cases().begin() + 70, rates.cases().end(), 0.0);
  EXPECT_GT(others, 0.5 * sum) << "most of the world is in it";
}

TEST_F(Rates, members_that_are_named_as_countries_are_not_counted_twice) {
  std::vector<CellOutput> cells = {{"NPL", "c1", 1e4, false},
                                   {"XAS", "c1", 1e4, false, std::nullopt, {"BGD", "LKA"}}};
  const CellRates rates(connection_, cells);
  const CellRates apart(
      connection_,
      {{"NPL", "c1", 1e4, false}, {"BGD", "c1", 1e4, false}, {"LKA", "c1", 1e4, false}});
  EXPECT_NEAR(rates.wanted_cases(), apart.wanted_cases(), 1e-6 * apart.wanted_cases());
  EXPECT_NEAR(rates.cases()[1] / rates.cases()[0],
              (apart.cases()[1] + apart.cases()[2]) / apart.cases()[0], 0.05);
  EXPECT_THROW(CellRates(connection_, {{"XAS", "c1", 1e4, false, std::nullopt, {"QQQ"}}}), Error);
}

TEST_F(Rates, a_cell_with_almost_no_output_has_no_absurd_rate) {
  std::vector<CellOutput> cells = world(1e4);
  const std::size_t tiny = 35 * 10 + 4;
  cells[tiny].output_musd = 1e-6;
  cells[tiny + 35].output_musd = 0;
  const CellRates rates(connection_, cells);
  const double largest = *std::ranges::max_element(rates.central());
  EXPECT_LE(rates.central()[tiny], largest);
  EXPECT_GT(rates.central()[tiny + 35], 0);
  EXPECT_EQ(rates.cases()[tiny + 35], 0);
}

TEST_F(Rates, draws_are_repeatable_and_scatter_about_forty_percent) {
  std::vector<CellOutput> cells = world(1e4);
  const CellRates rates(connection_, cells);
  std::vector<double> drawn(cells.size());
  double sum = 0;
  double squares = 0;
  constexpr int draws = 2000;
  for (int k = 0; k < draws; ++k) {
    rates.draw(1, k, drawn);
    const double ratio = drawn[1] / rates.central()[1];
    sum += ratio;
    squares += ratio * ratio;
  }
  const double mean = sum / draws;
  EXPECT_NEAR(mean, 1, 0.05);
  EXPECT_NEAR(std::sqrt(squares / draws - mean * mean), 0.4, 0.05);
  std::vector<double> again(cells.size());
  rates.draw(1, draws - 1, again);
  EXPECT_EQ(drawn, again);
}

TEST_F(Rates, every_variant_keeps_the_regional_total) {
  const std::vector<CellOutput> cells = world(1e4);
  for (const std::string& name : CellRates::variants()) {
    const CellRates rates(connection_, cells, name);
    const double sum = std::accumulate(rates.cases().begin(), rates.cases().end(), 0.0);
    EXPECT_NEAR(sum, 27.5e6 * 0.63, 1) << name;
  }
}

TEST_F(Rates, a_country_without_a_workforce_is_not_without_cases) {
  connection_.run("DELETE FROM reference.country_indicators WHERE iso3 = 'NPL'");
  const CellRates rates(connection_, {{"NPL", "c1", 1e4, true}, {"IND", "c1", 4e5, false}});
  EXPECT_GT(rates.cases()[0], 0);
}

TEST_F(Rates, a_region_nobody_knows_is_an_error_with_its_name) {
  try {
    const CellRates rates(connection_, {{"QQQ", "c1", 1, false}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("QQQ"), std::string::npos);
  }
}

}  // namespace
}  // namespace headwater
