#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/error.h"
#include "network/node_names.h"
#include "network/parts.h"
#include "network/ready_table.h"
#include "network/table_notes.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

using Parts = InputOutput::Parts;

/// The same error, with the cells that gain where there are some.
Error with_cycle(const Error& error, const Parts& parts) {
  const std::string cycle = gaining_cycle(parts);
  return cycle.empty() ? error : Error(fmt::format("{}; look at {}", error.what(), cycle));
}

class Loader {
 public:
  Loader(Connection& connection, fs::path folder)
      : connection_(connection),
        folder_(std::move(folder)),
        notes_(table_notes(connection_, folder_)) {
    parts_->members = notes_.members;
  }

  std::unique_ptr<Parts> load() {
    read_cells();
    read_composites();
    read_flows();
    read_final_demand();
    parts_->nodes = parts_->cells.size() + composite_count_;
    require_outputs();
    flag_rows(*parts_, sold());
    if (notes_.year) {
      note_year(*parts_, *notes_.year);
    }
    compress();
    flag_columns(*parts_);
    try {
      collapse_composites(*parts_);
    } catch (const Error& error) {
      throw with_cycle(error, *parts_);
    }
    collapse_final_demand();
    return std::move(parts_);
  }

 private:
  std::string file(const std::string& name) const { return sql_text((folder_ / name).string()); }

  std::string required(const std::string& name) const {
    if (!fs::exists(folder_ / name)) {
      throw Error(
          fmt::format("the input-output table has no {}: looked in {}", name, folder_.string()));
    }
    return file(name);
  }

  std::string table(const std::string& stem) const {
    return fs::exists(folder_ / (stem + ".parquet")) ? file(stem + ".parquet")
                                                     : required(stem + ".csv");
  }

  void read_cells() {
    Rows rows = connection_.query(
        "SELECT CAST(region AS VARCHAR), CAST(sector AS VARCHAR), CAST(output AS DOUBLE) FROM " +
        table("output"));
    std::vector<Cell>& cells = parts_->cells;
    while (rows.next()) {
      Cell cell{std::string(rows.row().text(0).value_or("")),
                std::string(rows.row().text(1).value_or("")), rows.row().number(2).value_or(NAN),
                false};
      if (!(cell.output_musd >= 0) || !std::isfinite(cell.output_musd)) {
        throw Error(fmt::format("the input-output table has no valid output for {} {}", cell.region,
                                cell.sector));
      }
      if (notes_.kind(cell.region) == "composite") {
        continue;
      }
      cell.synthetic = notes_.kind(cell.region) == "synthetic";
      cell.split = notes_.split_sectors.contains(cell.sector);
      cells.push_back(std::move(cell));
    }
    if (cells.empty()) {
      throw Error("the input-output table is empty: output has no rows");
    }
    std::ranges::sort(cells, [](const Cell& a, const Cell& b) {
      return std::tuple(std::string_view(a.region), sector_order(a.sector)) <
             std::tuple(std::string_view(b.region), sector_order(b.sector));
    });
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!parts_->index.emplace(cells[i].region + "|" + cells[i].sector, i).second) {
        throw Error(fmt::format("the input-output table has {} {} twice", cells[i].region,
                                cells[i].sector));
      }
      nodes_.add(cells[i].region, cells[i].sector, i);
      parts_->region_of.try_emplace(cells[i].region, cells[i].region);
    }
    for (const auto& [region, members] : parts_->members) {
      for (const std::string& member : members) {
        if (parts_->region_of.contains(region)) {
          parts_->region_of.try_emplace(member, region);
        }
      }
    }
    parts_->own_cells = cells.size();
  }

  /// Composite nodes in a fixed order, so that sums do not depend on the order of rows.
  void read_composites() {
    Rows rows = connection_.query(
        "SELECT DISTINCT region, sector FROM (SELECT from_region AS region, from_sector AS sector "
        "FROM " +
        required("flows.parquet") + " UNION ALL SELECT to_region, to_sector FROM " +
        file("flows.parquet") + ") ORDER BY region, sector");
    while (rows.next()) {
      const std::string region(rows.row().text(0).value_or(""));
      if (notes_.kind(region) == "composite") {
        nodes_.add(region, rows.row().text(1).value_or(""),
                   parts_->cells.size() + composite_count_++);
      }
    }
  }

  std::int32_t node(std::string_view region, std::string_view sector) const {
    const auto found = nodes_.find(region, sector);
    if (!found) {
      throw Error(fmt::format("the input-output table has flows of {} {} but no output for it",
                              region, sector));
    }
    return static_cast<std::int32_t>(*found);
  }

  /// From and to whom a row's amount goes, for a message.
  static std::string between(const Row& row) {
    return fmt::format("from {} {} to {} {}", row.text(0).value_or("?"), row.text(1).value_or("?"),
                       row.text(2).value_or("?"), row.text(3).value_or(""));
  }

  static double amount(const Row& row, std::size_t column) {
    const double value = row.number(column).value_or(NAN);
    if (!std::isfinite(value)) {
      throw Error(fmt::format(
          "the input-output table has a flow {} that is missing or not a number", between(row)));
    }
    return value;
  }

  void read_flows() {
    Rows rows = connection_.query(
        "SELECT from_region, from_sector, to_region, to_sector, CAST(value AS DOUBLE) FROM " +
        file("flows.parquet"));
    parts_->exports.assign(parts_->cells.size(), 0);
    while (rows.next()) {
      const Row& row = rows.row();
      const std::string_view from_region = row.text(0).value_or("");
      const std::string_view to_region = row.text(2).value_or("");
      const double value = amount(row, 4);
      if (value < 0) {
        throw Error(
            fmt::format("the input-output table has a negative flow {} ({}); import it with "
                        "`headwater table import`, which books it as final demand",
                        between(row), value));
      }
      const std::int32_t from = node(from_region, row.text(1).value_or(""));
      flows_.push_back({from, node(to_region, row.text(3).value_or("")), value});
      if (from_region != to_region) {
        export_of(from) += value;
      }
    }
    if (flows_.empty()) {
      throw Error("the input-output table is empty: flows has no rows");
    }
  }

  double& export_of(std::int32_t node) {
    return parts_->is_cell(node) ? parts_->exports[node] : ignored_;
  }

  void read_final_demand() {
    Rows rows = connection_.query(
        "SELECT region, sector, to_region, sum(coalesce(CAST(value AS DOUBLE), 'nan') ORDER BY "
        "category) FROM " +
        table("final_demand") + " GROUP BY ALL ORDER BY region, sector, to_region");
    std::set<std::string, std::less<>> divided;
    for (const Cell& cell : parts_->cells) {
      divided.insert(cell.region);
    }
    while (rows.next()) {
      const Row& row = rows.row();
      const std::string_view buyer = row.text(2).value_or("");
      FinalUse use{node(row.text(0).value_or(""), row.text(1).value_or("")), std::string(buyer),
                   demanded(row), !divided.contains(buyer)};
      if (row.text(0) != row.text(2)) {
        export_of(use.node) += std::max(0.0, use.value);
      }
      parts_->final_use.push_back(std::move(use));
    }
  }

  static double demanded(const Row& row) {
    const double value = row.number(3).value_or(NAN);
    if (!std::isfinite(value)) {
      throw Error(fmt::format(
          "the input-output table has final demand of {} for {} {} that is missing or not a number",
          row.text(2).value_or("?"), row.text(0).value_or("?"), row.text(1).value_or("?")));
    }
    return value;
  }

  /// What a cell buys per unit of output cannot be told where it makes nothing.
  void require_outputs() const {
    for (const Entry& flow : flows_) {
      if (flow.value > 0 && parts_->is_cell(flow.column) &&
          parts_->cells[flow.column].output_musd == 0) {
        const Cell& cell = parts_->cells[flow.column];
        throw Error(fmt::format(
            "the input-output table has flows to {} {}, which has no output; state its output, or "
            "take its flows out",
            cell.region, cell.sector));
      }
    }
  }

  /// What each node sells, to cells and final demand.
  std::vector<double> sold() const {
    std::vector<double> sold(parts_->nodes, 0.0);
    for (const Entry& flow : flows_) {
      sold[flow.row] += flow.value;
    }
    for (const FinalUse& use : parts_->final_use) {
      sold[use.node] += use.value;
    }
    return sold;
  }

  /// Coefficients: flows per unit of output, of throughput for composites.
  void compress() {
    std::vector<double> scale(parts_->nodes, 0.0);
    for (std::size_t i = 0; i < parts_->cells.size(); ++i) {
      scale[i] = parts_->cells[i].output_musd;
    }
    for (const Entry& flow : flows_) {
      if (!parts_->is_cell(flow.column)) {
        scale[flow.column] += flow.value;
      }
    }
    require_pass_through(scale);
    for (Entry& flow : flows_) {
      flow.value = scale[flow.column] > 0 ? flow.value / scale[flow.column] : 0;
    }
    parts_->by_column = compressed(flows_, parts_->nodes);
  }

  /// What goes into a composite must come out of it.
  void require_pass_through(const std::vector<double>& throughput) const {
    const std::vector<double> sales = sold();
    for (std::size_t node = parts_->cells.size(); node < parts_->nodes; ++node) {
      if (std::abs(sales[node] - throughput[node]) > 1e-6 * std::max(1.0, throughput[node])) {
        throw Error("a composite region of the input-output table does not sell what it buys");
      }
    }
  }

  void collapse_final_demand() {
    const std::size_t cells = parts_->cells.size();
    parts_->final_demand.assign(cells, 0);
    for (const FinalUse& use : parts_->final_use) {
      if (parts_->is_cell(use.node)) {
        parts_->final_demand[use.node] += use.value;
        continue;
      }
      const std::span<const double> pool = parts_->pool(use.node - cells);
      for (std::size_t i = 0; i < cells; ++i) {
        parts_->final_demand[i] += pool[i] * use.value;
      }
    }
  }

  Connection& connection_;
  fs::path folder_;
  TableNotes notes_;
  std::unique_ptr<Parts> parts_ = std::make_unique<Parts>();
  NodeNames nodes_;
  std::size_t composite_count_ = 0;
  std::vector<Entry> flows_;
  double ignored_ = 0;  ///< where exports of composites go: the makers behind them are counted
};

}  // namespace

InputOutput InputOutput::load(Connection& connection, const fs::path& folder) {
  if (std::unique_ptr<Parts> ready = ready_table(folder)) {
    return InputOutput(std::move(ready));
  }
  return read(connection, folder);
}

InputOutput InputOutput::read(Connection& connection, const fs::path& folder) {
  InputOutput table(Loader(connection, folder).load());
  try {
    require_productive(table);
  } catch (const Error& error) {
    throw with_cycle(error, table.parts());
  }
  return table;
}

}  // namespace headwater
