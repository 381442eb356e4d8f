// The long form in which the 2013 release of WIOD is passed on: flows_2011.parquet (or .csv:
// from_region, from_sector, to_region, to_sector and the amount), final_2011 (from_region,
// from_sector, to_region, category) and output_2011 (region, sector, output); the amount's column
// is value or million_usd. Sectors c1 to c35, million USD.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "ingest/published_cells.h"

namespace headwater {
namespace {

/// flows_2011.parquet and the like, of the year where one is asked for.
std::vector<std::string> parts_named(const TableFiles& files, std::string_view stem,
                                     std::optional<int> year) {
  return files.all([&](std::string_view name) {
    const bool ending = name.ends_with(".parquet") || name.ends_with(".csv");
    const auto named = year_in(name);
    return ending && name.starts_with(stem) && (!year || named == year);
  });
}

class LongReader : public PublishedReader {
 public:
  LongReader(Connection& connection, const TableFiles& files, const std::string& flows,
             const std::string& demand, const std::string& output, std::optional<int> year)
      : connection_(connection) {
    stage(files, "long_flows", flows, {"from_region", "from_sector", "to_region", "to_sector"},
          {"value", "million_usd"});
    stage(files, "long_demand", demand, {"from_region", "from_sector", "to_region", "category"},
          {"value", "million_usd"});
    stage(files, "long_output", output, {"region", "sector"},
          {"output", "output_million_usd", "value"});
    table_.layout = "wiod2013";
    table_.edition = fmt::format("WIOD 2013 release, long form ({})", flows);
    table_.year = year ? year : year_in(base_name(flows));
    table_.files = {flows, demand, output};
    table_.cells = distinct("long_cells", "SELECT k0, k1 FROM long_output", output);
    table_.demands = distinct("long_buyers", "SELECT DISTINCT k2, k3 FROM long_demand", demand);
    require_rows(
        "SELECT k0, k1 FROM long_flows UNION SELECT k2, k3 FROM long_flows UNION SELECT "
        "k0, k1 FROM long_demand");
  }

  void read(TableSink& sink) override {
    Rows outputs = connection_.query(
        "SELECT c.place, o.value FROM long_output o JOIN long_cells c ON o.k0 = c.k0 AND o.k1 = "
        "c.k1 ORDER BY 1");
    while (outputs.next()) {
      sink.output(static_cast<std::size_t>(*outputs.row().integer(0)),
                  outputs.row().number(1).value_or(NAN));
    }
    read_pairs("long_flows", "long_cells", table_.cells.size(),
               [&](std::size_t seller, auto values) { sink.flows(seller, values); });
    read_pairs("long_demand", "long_buyers", table_.demands.size(),
               [&](std::size_t seller, auto values) { sink.demand(seller, values); });
  }

 private:
  /// As a temporary table with keys k0, k1, … and value.
  void stage(const TableFiles& files, const std::string& table, const std::string& name,
             const std::vector<std::string>& keys, const std::vector<std::string>& amounts) {
    const TableFiles::OnDisk file = files.on_disk(name);
    const std::string from =
        base_name(name).ends_with(".parquet")
            ? fmt::format("read_parquet({})", sql_text(file.path))
            : fmt::format("read_csv({}, header = true, all_varchar = true)", sql_text(file.path));
    try {
      const auto columns = connection_.query("SELECT * FROM " + from + " LIMIT 0").names();
      const auto has = [&](const std::string& column) {
        return std::ranges::find(columns, column) != columns.end();
      };
      const auto amount = std::ranges::find_if(amounts, has);
      std::string picked;
      for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!has(keys[i])) {
          throw Error(fmt::format("it has no column {}", keys[i]));
        }
        picked += fmt::format("CAST({} AS VARCHAR) AS k{}, ", sql_name(keys[i]), i);
      }
      if (amount == amounts.end()) {
        throw Error(fmt::format("it has no column {}", amounts.front()));
      }
      connection_.run(fmt::format(
          "CREATE OR REPLACE TEMP TABLE {} AS SELECT {}CAST({} AS DOUBLE) AS value FROM {}", table,
          picked, sql_name(*amount), from));
    } catch (const Error& error) {
      throw Error(fmt::format("{}: cannot be read: {}; mend it or fetch it again", name,
                              excerpt(error.what(), 200)));
    }
  }

  std::vector<PublishedCell> distinct(const std::string& table, const std::string& query,
                                      const std::string& file) {
    connection_.run(
        fmt::format("CREATE OR REPLACE TEMP TABLE {} AS SELECT q.*, row_number() OVER (ORDER BY "
                    "q.k0, q.k1) - 1 AS "
                    "place FROM ({}) q(k0, k1)",
                    table, query));
    std::vector<PublishedCell> cells;
    Rows rows = connection_.query("SELECT k0, k1 FROM " + table + " ORDER BY place");
    while (rows.next()) {
      cells.push_back({std::string(rows.row().text(0).value_or("")),
                       std::string(rows.row().text(1).value_or(""))});
    }
    const CellPlaces unique(cells, file);
    return cells;
  }

  void require_rows(const std::string& named_cells) {
    Rows lost = connection_.query(fmt::format(
        "SELECT n.k0, n.k1 FROM ({}) n(k0, k1) ANTI JOIN long_cells c ON n.k0 = c.k0 AND n.k1 = "
        "c.k1 ORDER BY 1, 2 LIMIT 1",
        named_cells));
    if (lost.next()) {
      throw Error(fmt::format("{}: {} {} buys or sells but is not in {}; its output is missing",
                              table_.files[0], lost.row().text(0).value_or("?"),
                              lost.row().text(1).value_or("?"), table_.files[2]));
    }
  }

  /// Pairs by seller, as full rows; what is not there is 0, what is NULL is missing.
  template <class Use>
  void read_pairs(const char* pairs, const char* buyers, std::size_t width, const Use& use) {
    Rows rows = connection_.query(fmt::format(
        "SELECT s.place, b.place, p.value FROM {} p JOIN long_cells s ON p.k0 = s.k0 AND p.k1 = "
        "s.k1 JOIN {} b ON p.k2 = b.k0 AND p.k3 = b.k1 ORDER BY 1, 2, 3",
        pairs, buyers));
    std::vector<double> values(width, 0.0);
    std::optional<std::size_t> seller;
    while (rows.next()) {
      const auto place = static_cast<std::size_t>(*rows.row().integer(0));
      if (seller != place) {
        if (seller) {
          use(*seller, std::span<const double>(values));
          std::ranges::fill(values, 0.0);
        }
        seller = place;
      }
      values[static_cast<std::size_t>(*rows.row().integer(1))] +=
          rows.row().number(2).value_or(NAN);
    }
    if (seller) {
      use(*seller, std::span<const double>(values));
    }
  }

  Connection& connection_;
};

}  // namespace

std::unique_ptr<PublishedReader> open_long(Connection& connection, const TableFiles& files,
                                           std::optional<int> year) {
  const auto flows = parts_named(files, "flows_", year);
  if (flows.empty()) {
    return nullptr;
  }
  require_one(files, flows);
  const auto of_year = year_in(base_name(flows[0]));
  const auto demand = parts_named(files, "final_", of_year);
  const auto output = parts_named(files, "output_", of_year);
  if (demand.empty() || output.empty()) {
    throw Error(fmt::format("{}: {} needs {}_{} beside it", files.shown(), flows[0],
                            demand.empty() ? "final" : "output",
                            of_year ? std::to_string(*of_year) : "YEAR"));
  }
  return std::make_unique<LongReader>(connection, files, flows[0], demand[0], output[0], year);
}

}  // namespace headwater
