#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/appender.h"
#include "base/database.h"
#include "ingest/problems.h"
#include "ingest/published_table.h"
#include "ingest/table_bridge.h"

namespace headwater {

/// One promise about a table, measured.
struct TableCheck {
  std::string name;  ///< row_balance | column_sums | …: the same in each run
  std::string what;  ///< in words
  double measured = 0;
  double limit = 0;
  bool passed = true;
  std::string worst;  ///< the cell it is measured at, where there is one
};

/// What a table adds up to, in millions of USD.
struct TableTotals {
  long double flows = 0;
  long double demand = 0;
  long double output = 0;
};

/// A table on its way into the engine's form: rows are added up into the cells of the bridge as
/// they come, and kept in the database: bridged_flows(seller, buyer, value), bridged_demand(seller,
/// buyer, category, value), cells by number.
class BridgedTable : public TableSink {
 public:
  /// `million_usd`: what one unit of the table is.
  BridgedTable(Connection& connection, const PublishedTable& table, const TableBridge& bridge,
               double million_usd, Problems& problems);

  void flows(std::size_t seller, std::span<const double> by_cell) override;
  void demand(std::size_t seller, std::span<const double> by_demand) override;
  void output(std::size_t cell, double value) override;
  void note(const std::string& field, const std::string& value, const std::string& reason,
            const std::string& advice) override;

  /// Of one published cell, in millions of USD, before it is bridged.
  struct Row {
    double sales = 0;
    std::optional<double> output;
  };
  /// Ends reading; to be called once, before any of the following.
  void end_rows();
  const std::vector<Row>& rows() const { return rows_; }
  const TableTotals& published() const { return published_; }
  const TableTotals& bridged() const { return bridged_; }
  /// Outputs of the bridge's cells.
  const std::vector<double>& outputs() const { return outputs_; }
  /// Final demand of a published cell that closes its row, of its own region.
  void add_demand(std::size_t published, const std::string& category, double value);
  /// Gives all to the database; nothing can be added after it.
  void store();
  /// Whether all numbers are whole: the publisher rounded them.
  bool whole() const { return whole_; }
  /// Whether rows of a seller may stand more than once in the database.
  bool scattered() const { return scattered_; }
  /// Bought from, sold to a region that only holds what does not add up.
  double left_out() const { return left_out_; }

 private:
  struct Buyer {
    std::string region;
    std::string category;
  };
  void place_demands(const PublishedTable& table);
  std::size_t demand_place(const std::string& region, const std::string& category);
  void enter_region(std::size_t region);
  void flush();
  [[noreturn]] void throw_missing(std::size_t seller, const PublishedCell& buyer) const;

  const PublishedTable& table_;
  const TableBridge& bridge_;
  double million_usd_;
  Problems& problems_;
  Appender flow_rows_;
  Appender demand_rows_;
  std::vector<Buyer> buyers_;
  std::vector<std::size_t> demand_places_;  ///< by published column: its place in buyers_
  std::size_t discrepancy_demand_ = 0;      ///< where sales to a discrepancy go
  std::vector<Row> rows_;
  std::vector<double> outputs_;
  TableTotals published_;
  TableTotals bridged_;
  std::optional<std::size_t> region_;  ///< whose rows are gathered
  std::vector<bool> regions_seen_;
  bool scattered_ = false;
  bool whole_ = true;
  double left_out_ = 0;
  std::vector<double> block_;         ///< sectors of the region x cells
  std::vector<double> demand_block_;  ///< sectors of the region x buyers
  std::vector<double> bought_;        ///< of one row, by bridged cell
  std::vector<double> demanded_;      ///< of one row, by buyer
};

}  // namespace headwater
