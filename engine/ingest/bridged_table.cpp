#include "ingest/bridged_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.h"
#include "ingest/published_cells.h"

namespace headwater {
namespace {

Connection& with_tables(Connection& connection) {
  connection.run(
      "CREATE OR REPLACE TEMP TABLE bridged_flows (seller INTEGER, buyer INTEGER, value DOUBLE); "
      "CREATE OR REPLACE TEMP TABLE bridged_demand (seller INTEGER, buyer TEXT, category TEXT, "
      "value DOUBLE)");
  return connection;
}

}  // namespace

BridgedTable::BridgedTable(Connection& connection, const PublishedTable& table,
                           const TableBridge& bridge, double million_usd, Problems& problems)
    : table_(table),
      bridge_(bridge),
      million_usd_(million_usd),
      problems_(problems),
      flow_rows_(with_tables(connection), "bridged_flows"),
      demand_rows_(connection, "bridged_demand"),
      rows_(table.cells.size()),
      outputs_(bridge.cell_count(), 0.0),
      regions_seen_(bridge.regions().size(), false),
      bought_(bridge.cell_count(), 0.0) {
  place_demands(table);
}

std::size_t BridgedTable::demand_place(const std::string& region, const std::string& category) {
  const auto found = std::ranges::find_if(buyers_, [&](const Buyer& buyer) {
    return buyer.region == region && buyer.category == category;
  });
  if (found != buyers_.end()) {
    return static_cast<std::size_t>(found - buyers_.begin());
  }
  buyers_.push_back({region, category});
  return buyers_.size() - 1;
}

void BridgedTable::place_demands(const PublishedTable& table) {
  for (const PublishedCell& column : table.demands) {
    demand_places_.push_back(demand_place(bridge_.buyer(column.region), column.sector));
  }
  discrepancy_demand_ = demand_place("ALL", "discrepancy");
  demanded_.assign(buyers_.size(), 0.0);
  demand_block_.assign(bridge_.sectors().size() * buyers_.size(), 0.0);
  block_.assign(bridge_.sectors().size() * bridge_.cell_count(), 0.0);
}

void BridgedTable::throw_missing(std::size_t seller, const PublishedCell& buyer) const {
  throw Error(
      fmt::format("{}: what {} buys of {} is missing (empty, NaN or infinite); write 0 "
                  "where nothing is bought, or fetch the file again",
                  table_.files.front(), named(buyer), named(table_.cells[seller])));
}

void BridgedTable::enter_region(std::size_t region) {
  if (region_ == region) {
    return;
  }
  flush();
  region_ = region;
  scattered_ = scattered_ || regions_seen_[region];
  regions_seen_[region] = true;
}

void BridgedTable::flows(std::size_t seller, std::span<const double> by_cell) {
  std::ranges::fill(bought_, 0.0);
  double to_discrepancy = 0;
  Row& row = rows_[seller];
  for (std::size_t i = 0; i < by_cell.size(); ++i) {
    if (by_cell[i] == 0) {
      continue;
    }
    if (!std::isfinite(by_cell[i])) {
      throw_missing(seller, table_.cells[i]);
    }
    const double value = by_cell[i] * million_usd_;
    row.sales += value;
    whole_ = whole_ && by_cell[i] == std::trunc(by_cell[i]);
    if (bridge_.is_discrepancy(i)) {
      to_discrepancy += value;
      continue;
    }
    published_.flows += bridge_.is_discrepancy(seller) ? 0 : value;
    for (const TableBridge::Part& part : bridge_.parts(i)) {
      bought_[part.cell] += value * part.share;
    }
  }
  if (bridge_.is_discrepancy(seller)) {
    left_out_ += row.sales;
    return;
  }
  for (const TableBridge::Part& part : bridge_.parts(seller)) {
    enter_region(bridge_.region_of(part.cell));
    const std::size_t sector = part.cell % bridge_.sectors().size();
    double* const block = block_.data() + sector * bought_.size();
    for (std::size_t cell = 0; cell < bought_.size(); ++cell) {
      block[cell] += bought_[cell] * part.share;
    }
    demand_block_[sector * buyers_.size() + discrepancy_demand_] += to_discrepancy * part.share;
  }
  published_.demand += to_discrepancy;
}

void BridgedTable::demand(std::size_t seller, std::span<const double> by_demand) {
  std::ranges::fill(demanded_, 0.0);
  Row& row = rows_[seller];
  for (std::size_t i = 0; i < by_demand.size(); ++i) {
    if (by_demand[i] == 0) {
      continue;
    }
    if (!std::isfinite(by_demand[i])) {
      throw_missing(seller, table_.demands[i]);
    }
    const double value = by_demand[i] * million_usd_;
    row.sales += value;
    whole_ = whole_ && by_demand[i] == std::trunc(by_demand[i]);
    demanded_[demand_places_[i]] += value;
    if (bridge_.is_discrepancy(seller)) {
      left_out_ += value;
    } else {
      published_.demand += value;
    }
  }
  for (const TableBridge::Part& part : bridge_.parts(seller)) {
    enter_region(bridge_.region_of(part.cell));
    double* const block =
        demand_block_.data() + (part.cell % bridge_.sectors().size()) * buyers_.size();
    for (std::size_t i = 0; i < buyers_.size(); ++i) {
      block[i] += demanded_[i] * part.share;
    }
  }
}

void BridgedTable::output(std::size_t cell, double value) {
  if (!std::isfinite(value) || value < 0) {
    throw Error(fmt::format("{}: the output of {} is {}; it must be a number and not negative",
                            table_.files.front(), named(table_.cells[cell]),
                            std::isfinite(value) ? fmt::format("{}", value) : "missing"));
  }
  rows_[cell].output = value * million_usd_;
}

void BridgedTable::note(const std::string& field, const std::string& value,
                        const std::string& reason, const std::string& advice) {
  problems_.warning({std::nullopt, field, value}, reason, advice);
}

void BridgedTable::flush() {
  if (!region_) {
    return;
  }
  const std::size_t sectors = bridge_.sectors().size();
  for (std::size_t sector = 0; sector < sectors; ++sector) {
    const std::size_t seller = *region_ * sectors + sector;
    for (std::size_t cell = 0; cell < bought_.size(); ++cell) {
      if (const double value = std::exchange(block_[sector * bought_.size() + cell], 0.0)) {
        flow_rows_.row(seller, cell, value);
        bridged_.flows += value;
      }
    }
    for (std::size_t i = 0; i < buyers_.size(); ++i) {
      if (const double value = std::exchange(demand_block_[sector * buyers_.size() + i], 0.0)) {
        demand_rows_.row(seller, buyers_[i].region, buyers_[i].category, value);
        bridged_.demand += value;
      }
    }
  }
  region_.reset();
}

void BridgedTable::add_demand(std::size_t published, const std::string& category, double value) {
  for (const TableBridge::Part& part : bridge_.parts(published)) {
    demand_rows_.row(part.cell, bridge_.regions()[bridge_.region_of(part.cell)].code, category,
                     value * part.share);
  }
}

void BridgedTable::end_rows() {
  flush();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (bridge_.is_discrepancy(i)) {
      continue;
    }
    const double output = rows_[i].output.value_or(std::max(0.0, rows_[i].sales));
    published_.output += output;
    for (const TableBridge::Part& part : bridge_.parts(i)) {
      outputs_[part.cell] += output * part.share;
    }
  }
  for (const double output : outputs_) {
    bridged_.output += output;
  }
}

void BridgedTable::store() {
  flow_rows_.close();
  demand_rows_.close();
}

}  // namespace headwater
