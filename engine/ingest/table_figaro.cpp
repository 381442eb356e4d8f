// FIGARO, industry by industry (Eurostat), in both forms it is published in: the matrix
// (matrix_eu-ic-io_ind-by-ind_25ed_2019.csv: first cell rowLabels, labels AT_C10T12, rows W2_… of
// value added) and the flat file (flatfile_eu-ic-io_ind-by-ind_25ed_2019.csv or .zip). Million EUR,
// basic prices.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "ingest/labelled_matrix.h"
#include "ingest/published_cells.h"

namespace headwater {
namespace {

/// Where value added and taxes are filed: the domestic area.
constexpr std::string_view value_added_area = "W2";
constexpr std::string_view flat_header =
    "icioiRow,icioiCol,refArea,rowIi,counterpartArea,colIi,obsValue";

bool is_demand(std::string_view name) {
  return name == "P3" || name.starts_with("P3_") || name.starts_with("P5");
}

PublishedCell cell_of(std::string_view label) {
  PublishedCell cell = split_label(label);
  if (cell.sector.starts_with("CPA_")) {
    cell.sector.erase(0, 4);
  }
  return cell;
}

PublishedTable figaro(const std::string& name, std::optional<int> year) {
  PublishedTable table;
  table.layout = "figaro";
  table.edition = fmt::format("FIGARO ({})", name);
  table.year = year ? year : year_in(base_name(name));
  table.currency = "EUR";
  table.files = {name};
  return table;
}

Label column(std::string_view label) {
  const PublishedCell cell = cell_of(label);
  return {is_demand(cell.sector) ? LabelKind::demand : LabelKind::cell, cell};
}

std::optional<LabelKind> row(std::string_view label) {
  return label.starts_with(fmt::format("{}_", value_added_area))
             ? std::optional(LabelKind::value_added)
             : std::nullopt;
}

class FlatFigaro : public PublishedReader {
 public:
  FlatFigaro(Connection& connection, const TableFiles& files, const std::string& name,
             std::optional<int> year)
      : connection_(connection) {
    table_ = figaro(name, year);
    stage(files, name);
    name_cells();
  }

  void read(TableSink& sink) override {
    give_outputs(sink);
    Rows rows = connection_.query(
        "SELECT s.place, coalesce(c.place, d.place), c.place IS NULL, f.value FROM figaro_flat f "
        "JOIN figaro_cells s ON s.region = f.seller_area AND s.sector = f.seller "
        "LEFT JOIN figaro_cells c ON c.region = f.buyer_area AND c.sector = f.buyer "
        "LEFT JOIN figaro_demands d ON d.region = f.buyer_area AND d.sector = f.buyer "
        "ORDER BY 1, 3, 2");
    std::vector<double> flows(table_.cells.size());
    std::vector<double> demands(table_.demands.size());
    std::optional<std::size_t> seller;
    const auto give = [&] {
      if (seller) {
        sink.flows(*seller, flows);
        sink.demand(*seller, demands);
      }
      std::ranges::fill(flows, 0.0);
      std::ranges::fill(demands, 0.0);
    };
    while (rows.next()) {
      const auto place = static_cast<std::size_t>(*rows.row().integer(0));
      if (seller != place) {
        give();
        seller = place;
      }
      const auto buyer = static_cast<std::size_t>(*rows.row().integer(1));
      (*rows.row().flag(2) ? demands : flows)[buyer] += rows.row().number(3).value_or(NAN);
    }
    give();
  }

 private:
  /// What a column adds up to, value added included.
  void give_outputs(TableSink& sink) {
    Rows outputs = connection_.query(
        "SELECT c.place, sum(f.value ORDER BY f.seller_area, f.seller) FROM figaro_flat f JOIN "
        "figaro_cells c ON c.region = f.buyer_area AND c.sector = f.buyer GROUP BY c.place ORDER "
        "BY 1");
    while (outputs.next()) {
      sink.output(static_cast<std::size_t>(*outputs.row().integer(0)),
                  outputs.row().number(1).value_or(NAN));
    }
  }

  void stage(const TableFiles& files, const std::string& name) {
    const TableFiles::OnDisk file = files.on_disk(name);
    try {
      connection_.run(fmt::format(
          "CREATE OR REPLACE TEMP TABLE figaro_flat AS SELECT refArea AS seller_area, "
          "replace(rowIi, 'CPA_', '') AS seller, counterpartArea AS buyer_area, replace(colIi, "
          "'CPA_', '') AS buyer, obsValue AS value FROM "
          "read_csv({}, header = true, auto_detect = false, delim = ',', quote = '\"', columns = "
          "{{'icioiRow': 'VARCHAR', 'icioiCol': 'VARCHAR', 'refArea': 'VARCHAR', 'rowIi': "
          "'VARCHAR', 'counterpartArea': 'VARCHAR', 'colIi': 'VARCHAR', 'obsValue': 'DOUBLE'}})",
          sql_text(file.path)));
    } catch (const Error& error) {
      throw Error(fmt::format("{}: cannot be read: {}; mend the line or fetch the file again", name,
                              excerpt(error.what(), 200)));
    }
    if (connection_.integer("SELECT count(*) FROM figaro_flat").value_or(0) == 0) {
      throw Error(fmt::format("{}: holds no rows; fetch it again", name));
    }
  }

  void name_cells() {
    connection_.run(fmt::format(
        "CREATE OR REPLACE TEMP TABLE figaro_cells AS SELECT region, sector, row_number() OVER "
        "(ORDER BY region, sector) - 1 AS place FROM (SELECT DISTINCT seller_area AS region, "
        "seller AS sector FROM figaro_flat WHERE seller_area <> '{0}'); "
        "CREATE OR REPLACE TEMP TABLE figaro_demands AS SELECT region, sector, row_number() OVER "
        "(ORDER BY region, sector) - 1 AS place FROM (SELECT DISTINCT buyer_area AS region, buyer "
        "AS sector FROM figaro_flat WHERE buyer = 'P3' OR buyer LIKE 'P3\\_%' ESCAPE '\\' OR "
        "buyer LIKE 'P5%')",
        value_added_area));
    table_.cells = read_cells("figaro_cells");
    table_.demands = read_cells("figaro_demands");
    Rows lost = connection_.query(
        "SELECT f.buyer_area || '_' || f.buyer FROM figaro_flat f ANTI JOIN figaro_cells c ON "
        "c.region = f.buyer_area AND c.sector = f.buyer ANTI JOIN figaro_demands d ON d.region = "
        "f.buyer_area AND d.sector = f.buyer ORDER BY 1 LIMIT 1");
    if (lost.next()) {
      throw Error(
          fmt::format("{}: {} buys but has no row of its own; the file is cut short, fetch "
                      "it again",
                      table_.files.front(), lost.row().text(0).value_or("a nameless cell")));
    }
  }

  std::vector<PublishedCell> read_cells(const std::string& from) {
    std::vector<PublishedCell> cells;
    Rows rows = connection_.query("SELECT region, sector FROM " + from + " ORDER BY place");
    while (rows.next()) {
      cells.push_back({std::string(rows.row().text(0).value_or("")),
                       std::string(rows.row().text(1).value_or(""))});
    }
    return cells;
  }

  Connection& connection_;
};

std::string first_line_of(const TableFiles& files, const std::string& name) {
  const std::vector<std::string> lines = files.first_lines(name, 1);
  std::string line = lines.empty() ? std::string() : lines[0];
  std::erase(line, '"');
  return line;
}

}  // namespace

std::unique_ptr<PublishedReader> open_figaro(Connection& connection, const TableFiles& files,
                                             std::optional<int> year) {
  std::vector<std::string> found;
  for (const std::string& name : files.all([](auto base) { return base.ends_with(".csv"); })) {
    const auto named = year_in(base_name(name));
    const std::string line = first_line_of(files, name);
    if ((!year || !named || year == named) &&
        (line == flat_header || line.starts_with("rowLabels,"))) {
      found.push_back(name);
    }
  }
  if (found.empty()) {
    return nullptr;
  }
  require_one(files, found);
  if (first_line_of(files, found[0]) == flat_header) {
    return std::make_unique<FlatFigaro>(connection, files, found[0], year);
  }
  return std::make_unique<LabelledMatrix>(connection, files, found[0],
                                          LabelRules{column, row, false}, figaro(found[0], year));
}

}  // namespace headwater
