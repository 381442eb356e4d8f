#include "pipeline/supply_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"
#include "network/paths.h"
#include "pipeline/case_table.h"
#include "share/sql.h"
#include "share/why_target.h"
#include "store/case.h"

namespace headwater {
namespace {

using Json = nlohmann::ordered_json;

/// A part of the ledger: a condition on the purchases `p`, its parameter, and how to name it.
struct Selection {
  std::string condition = "? IS NOT NULL";
  std::string value = "ledger";
  std::string name = "the whole ledger";
  bool kept = true;  ///< shares that would speak of one or two suppliers are kept back
};

Selection of_supplier(Connection& connection, const std::string& supplier) {
  const WhyTarget target = understood(connection, supplier);
  if (target.kind != WhyTarget::Kind::supplier) {
    throw Error(fmt::format("'{}' is no supplier of this ledger", supplier));
  }
  return {"p.purchase_id IN (SELECT purchase_id FROM purchase_entities WHERE entity_id = ?)",
          target.key, target.name, false};
}

Selection of_line(const std::string& line) {
  const std::size_t colon = line.rfind(':');
  if (colon == std::string::npos || colon + 1 == line.size()) {
    throw Error(fmt::format("'{}' names no line: give FILE:ROW", line));
  }
  return {"(SELECT i.name FROM inputs i WHERE i.input_id = p.input_id) || ':' || p.\"row\" = ?",
          line, line, false};
}

Selection selection_of(Connection& connection, const PathRequest& request) {
  if (request.supplier) {
    return of_supplier(connection, *request.supplier);
  }
  if (request.buyer) {
    return {"p.buyer = ?", *request.buyer, *request.buyer, true};
  }
  return request.line ? of_line(*request.line) : Selection{};
}

/// Demand of the selection on the table's cells, million USD.
std::vector<double> demand_of(Connection& connection, const Selection& selection,
                              std::size_t cells) {
  std::vector<double> demand(cells, 0.0);
  Rows rows = connection.query(fmt::format(R"(
      WITH bought AS (
        SELECT p.place AS country, s.sector,
          CAST(sum(CAST(round(p.base_usd * s.weight * 1e6) AS HUGEINT)) AS DOUBLE) / 1e12 AS musd
        FROM placed_purchases p JOIN purchase_wordings w USING (purchase_id) JOIN wording_sectors s USING (wording_id)
        WHERE p.base_usd IS NOT NULL AND {} GROUP BY ALL)
      SELECT CAST(o.cell AS BIGINT), sum(b.musd * o.weight ORDER BY b.country, b.sector, o.weight)
      FROM bought b JOIN intensities i USING (country, sector) JOIN origin_cells o USING (bought)
      GROUP BY o.cell ORDER BY o.cell)",
                                           selection.condition),
                               {selection.value});
  while (rows.next()) {
    demand.at(static_cast<std::size_t>(rows.row().integer(0).value_or(0))) =
        std::max(0.0, rows.row().number(1).value_or(0));
  }
  if (std::ranges::all_of(demand, [](double amount) { return amount == 0; })) {
    throw Error(fmt::format("nothing with an amount was bought: {}", selection.name));
  }
  return demand;
}

/// Cells of a region and sector, either of which may be any; none where both are.
std::vector<std::size_t> cells_of(const InputOutput& table, const std::string& region,
                                  const std::string& sector) {
  std::vector<std::size_t> cells;
  if (region.empty() && sector.empty()) {
    return cells;
  }
  for (std::size_t i = 0; i < table.cells().size(); ++i) {
    const Cell& cell = table.cells()[i];
    if ((region.empty() || cell.region == region) && (sector.empty() || cell.sector == sector)) {
      cells.push_back(i);
    }
  }
  if (cells.empty()) {
    throw Error(
        fmt::format("the input-output table has no cell '{} {}': give ISO alpha-3 codes of "
                    "countries and sectors c1 to c35",
                    region, sector));
  }
  return cells;
}

/// Names of the disclosed suppliers, in the order of their cells.
std::vector<std::string> suppliers_in(Connection& connection) {
  std::vector<std::string> names;
  Rows rows = connection.query("SELECT name FROM disclosed_suppliers ORDER BY supplier");
  while (rows.next()) {
    names.push_back(string_at(rows.row(), 0));
  }
  return names;
}

/// Writes paths with their names; keeps back what would speak of one or two suppliers.
class PathWriter {
 public:
  PathWriter(Connection& connection, const InputOutput& table, bool whole_ledger)
      : table_(table), suppliers_(suppliers_in(connection)), whole_ledger_(whole_ledger) {
    read(connection, "SELECT iso3, name FROM reference.countries", regions_);
    read(connection, "SELECT sector, short_name FROM reference.sectors", sectors_);
    Rows rows = connection.query("SELECT c.region, c.sector FROM cells c WHERE " +
                                 told_start("c.region", "c.sector"));
    while (rows.next()) {
      told_.emplace(string_at(rows.row(), 0), string_at(rows.row(), 1));
    }
  }

  Json write(const PathList& list) {
    Json paths = Json::array();
    for (const SupplyPath& path : list.paths) {
      Json share = path.cases / list.total;
      if (is_kept_back(path)) {
        share = nullptr;
        ++kept_back;
      } else {
        told_share += path.cases / list.total;
        smallest_told = path.cases / list.total;
      }
      paths.push_back({{"rank", paths.size() + 1}, {"share", share}, {"steps", steps(path)}});
    }
    return paths;
  }

  std::size_t kept_back = 0;
  double told_share = 0;
  std::optional<double> smallest_told;

 private:
  using Named = std::map<std::string, std::string>;

  static void read(Connection& connection, const char* query, Named& names) {
    Rows rows = connection.query(query);
    while (rows.next()) {
      names[string_at(rows.row(), 0)] = string_at(rows.row(), 1);
    }
  }

  bool is_kept_back(const SupplyPath& path) const {
    const Cell& first = table_.cells()[path.steps.front()];
    const bool disclosed = std::ranges::any_of(
        path.steps, [&](std::size_t cell) { return cell >= table_.own_cells(); });
    return whole_ledger_ && (disclosed || !told_.contains({first.region, first.sector}));
  }

  Json steps(const SupplyPath& path) const {
    Json list = Json::array();
    for (const std::size_t place : path.steps) {
      const Cell& cell = table_.cells()[place];
      const bool disclosed = place >= table_.own_cells();
      list.push_back(
          {{"region", cell.region},
           {"sector", cell.sector},
           {"name", named(sectors_, cell.sector) + ", " + named(regions_, cell.region)},
           {"synthetic", cell.synthetic},
           {"supplier", disclosed ? Json(suppliers_[place - table_.own_cells()]) : Json(nullptr)}});
    }
    return list;
  }

  static const std::string& named(const Named& names, const std::string& key) {
    const auto found = names.find(key);
    return found == names.end() ? key : found->second;
  }

  const InputOutput& table_;
  std::vector<std::string> suppliers_;
  bool whole_ledger_;
  Named regions_;
  Named sectors_;
  std::set<std::pair<std::string, std::string>> told_;  ///< where a path may start and be told
};

/// No path that is not listed carries more. Of the whole ledger the next path may be one that is
/// kept back, so the last share told stands for it: a bound all the same.
Json certificate(const PathList& list, const Selection& selection, const PathWriter& writer) {
  if (!selection.kept || list.largest_unlisted == 0) {
    return list.largest_unlisted / list.total;
  }
  return writer.smallest_told ? Json(*writer.smallest_told) : Json(nullptr);
}

}  // namespace

std::string supply_paths(const std::filesystem::path& case_folder,
                         const std::filesystem::path& table_folder, const PathRequest& request) {
  Database database = open_derived(case_folder, {});
  Connection connection = database.connect();
  const Selection selection = selection_of(connection, request);
  const InputOutput table = case_table(connection, table_folder);
  const std::vector<double> demand = demand_of(connection, selection, table.cells().size());
  const auto arises = cells_of(table, request.arises_in_region, request.arises_in_sector);
  const auto through = cells_of(table, request.through_region, request.through_sector);
  PathFinder finder(table, case_rates(connection, table));
  const PathList list = finder.find({.demand = demand,
                                     .k = request.top,
                                     .max_cells = request.depth,
                                     .arises_in = arises,
                                     .through = through});
  if (!(list.total > 0)) {
    throw Error("no path upstream fits what was asked for");
  }
  PathWriter writer(connection, table, selection.kept);
  Json answer{{"of", selection.name}, {"paths", writer.write(list)}};
  answer["listed_share"] = writer.told_share;
  answer["remainder_share"] = 1 - writer.told_share;
  answer["largest_unlisted_share"] = certificate(list, selection, writer);
  answer["kept_back"] = writer.kept_back;
  return answer.dump(2);
}

}  // namespace headwater
