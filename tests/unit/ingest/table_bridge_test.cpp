#include "ingest/table_bridge.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "ingest/bridged_table.h"
#include "ingest/matrix_text.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {
namespace {

struct Reference {
  Reference() : database(scratch({.threads = 1})), connection(database.connect()) {
    load_reference(connection, HEADWATER_DATA_DIR);
  }
  Database database;
  Connection connection;
};

Connection& reference() {
  static Reference shared;
  return shared.connection;
}

PublishedTable published() {
  PublishedTable table;
  table.layout = "icio";
  table.files = {"made.csv"};
  // G, C13T15 and E stand for several of the engine's sectors; CN1 is a part of China.
  for (const char* region : {"DEU", "CHN", "CN1", "ROW"}) {
    for (const char* sector : {"A01_02", "C13T15", "G", "E"}) {
      table.cells.push_back({region, sector});
    }
    table.demands.push_back({region, "HFCE"});
  }
  return table;
}

using Matrix = std::vector<std::vector<double>>;

Matrix random_matrix(std::size_t rows, std::size_t columns) {
  Matrix matrix(rows, std::vector<double>(columns));
  for (auto& row : matrix) {
    for (double& value : row) {
      value = *rc::gen::inRange(0, 3) == 0 ? 0 : *rc::gen::inRange(-1000, 100000) / 7.0;
    }
  }
  return matrix;
}

using Pairs = std::map<std::pair<std::int64_t, std::int64_t>, double>;

/// What each pair of the engine's cells should get: every part with every part.
Pairs pair_by_pair(const TableBridge& bridge, const Matrix& flows) {
  Pairs pairs;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    for (std::size_t j = 0; j < flows.size(); ++j) {
      for (const auto& from : bridge.parts(i)) {
        for (const auto& to : bridge.parts(j)) {
          pairs[{from.cell, to.cell}] += flows[i][j] * from.share * to.share;
        }
      }
    }
  }
  return pairs;
}

RC_GTEST_PROP(TableBridge, totals_are_kept_and_each_flow_is_shared_out, ()) {
  const PublishedTable table = published();
  const bool own = *rc::gen::arbitrary<bool>();
  const TableBridge bridge(reference(), table, own);
  Problems problems("made");
  BridgedTable bridged(reference(), table, bridge, 1, problems);
  const Matrix flows = random_matrix(table.cells.size(), table.cells.size());
  const Matrix demand = random_matrix(table.cells.size(), table.demands.size());
  for (std::size_t i = 0; i < flows.size(); ++i) {
    bridged.flows(i, flows[i]);
    bridged.demand(i, demand[i]);
    bridged.output(i, static_cast<double>(i));
  }
  bridged.end_rows();
  bridged.store();
  const auto close = [](long double a, long double b) { return std::abs(a - b) <= 1e-6L; };
  RC_ASSERT(close(bridged.published().flows, bridged.bridged().flows));
  RC_ASSERT(close(bridged.published().demand, bridged.bridged().demand));
  RC_ASSERT(close(bridged.published().output, bridged.bridged().output));
  Pairs found;
  Rows rows = reference().query("SELECT seller, buyer, value FROM bridged_flows");
  while (rows.next()) {
    found[{*rows.row().integer(0), *rows.row().integer(1)}] += *rows.row().number(2);
  }
  for (const auto& [pair, value] : pair_by_pair(bridge, flows)) {
    RC_ASSERT(std::abs(found[pair] - value) <= 1e-9 * std::max(1.0, std::abs(value)));
  }
}

TEST(TableBridge, parts_of_a_country_and_remainders_find_their_regions) {
  const TableBridge bridge(reference(), published(), false);
  ASSERT_EQ(bridge.regions().size(), 3U) << "CN1 is a part of CHN";
  const BridgedRegion& rest = bridge.regions()[2];
  EXPECT_EQ(rest.kind, "remainder");
  EXPECT_GT(rest.members.size(), 150U);
  EXPECT_EQ(std::ranges::count(rest.members, "DEU"), 0);
  double shares = 0;
  for (const auto& part : bridge.parts(2)) {
    shares += part.share;
  }
  EXPECT_EQ(bridge.parts(2).size(), 3U);
  EXPECT_EQ(shares, 1);
}

TEST(TableBridge, what_nobody_knows_is_an_error) {
  PublishedTable table = published();
  table.cells[0].region = "Atlantis";
  EXPECT_THROW(TableBridge(reference(), table, false), Error);
  table = published();
  table.cells[0].sector = "weaving of moonlight";
  EXPECT_THROW(TableBridge(reference(), table, false), Error);
  EXPECT_NO_THROW(TableBridge(reference(), table, true));
}

TableFiles::Blocks blocks_of(const std::string& text, std::size_t block) {
  return [&text, block, at = std::size_t{0}](std::string& into) mutable {
    const std::string next = text.substr(std::min(at, text.size()), block);
    at += next.size();
    into += next;
    return !next.empty();
  };
}

RC_GTEST_PROP(MatrixText, is_the_same_in_pieces_of_any_size, ()) {
  const auto rows = static_cast<std::size_t>(*rc::gen::inRange(1, 30));
  const auto columns = static_cast<std::size_t>(*rc::gen::inRange(1, 8));
  const Matrix matrix = random_matrix(rows, columns);
  const char* ending = *rc::gen::arbitrary<bool>() ? "\n" : "\r\n";
  std::string text = std::string("label") + ending;
  for (std::size_t j = 0; j < columns; ++j) {
    text.insert(text.size() - std::string(ending).size(), "\tc" + std::to_string(j));
  }
  for (std::size_t i = 0; i < rows; ++i) {
    text += "row " + std::to_string(i);
    for (const double value : matrix[i]) {
      text += "\t" + std::to_string(value);
    }
    text += i + 1 < rows || *rc::gen::arbitrary<bool>() ? ending : "";
  }
  const auto piece = static_cast<std::size_t>(*rc::gen::inRange(1, 200));
  MatrixText read(reference(), "made.txt",
                  blocks_of(text, static_cast<std::size_t>(*rc::gen::inRange(1, 90))),
                  {.delimiter = '\t', .labels = 1, .header = 1}, piece);
  RC_ASSERT(read.header().size() == 1U);
  RC_ASSERT(read.width() == columns + 1);
  for (std::size_t i = 0; i < rows; ++i) {
    RC_ASSERT(read.next());
    RC_ASSERT(read.line() == static_cast<std::int64_t>(i) + 2);
    RC_ASSERT(read.labels()[0] == "row " + std::to_string(i));
    for (std::size_t j = 0; j < columns; ++j) {
      RC_ASSERT(read.values()[j] == std::stod(std::to_string(matrix[i][j])));
    }
  }
  RC_ASSERT(!read.next());
}

}  // namespace
}  // namespace headwater
