#include "reference/network_drawn.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <regex>
#include <set>
#include <stdexcept>

namespace fs = std::filesystem;

namespace headwater::twin {
namespace {

DrawnNetwork::Node node(const std::string& text) {
  const auto open = text.find('(');
  return {text.substr(open + 1, text.size() - open - 2), text.substr(0, open)};
}

void draw_chain(std::string chain, DrawnNetwork& network) {
  static const std::regex makes(R"(\s*(\S+\)) makes (\S+)\s*)");
  static const std::regex arrow(R"(\s*(\S+\)) -([0-9.eE+-]+)-> (\S+))");
  std::smatch found;
  if (std::regex_match(chain, found, makes)) {
    network.makes[node(found[1])] = std::stod(found[2]);
    return;
  }
  while (std::regex_search(chain, found, arrow, std::regex_constants::match_continuous)) {
    const std::string to = found[3];
    if (to == "us") {
      network.final_use[node(found[1])] += std::stod(found[2]);
      return;
    }
    network.flows.push_back({node(found[1]), node(to), std::stod(found[2])});
    chain = chain.substr(static_cast<std::size_t>(found.position(3)));
  }
  if (chain.find(' ') != std::string::npos && chain.find("->") != std::string::npos) {
    throw std::runtime_error("cannot read the network: " + chain);
  }
}

/// One for all tables: opening a database takes longer than a small table.
Database& database() {
  static Database shared("", {.threads = 1});
  return shared;
}

void insert(Connection& connection, const std::string& table, const std::string& values) {
  connection.run("INSERT INTO " + table + " VALUES (" + values + ")");
}

std::string quoted(const DrawnNetwork::Node& node) {
  return fmt::format("'{}', '{}'", node.first, node.second);
}

}  // namespace

std::map<DrawnNetwork::Node, double> DrawnNetwork::outputs() const {
  std::map<Node, double> sold;
  for (const Flow& flow : flows) {
    sold[flow.from] += flow.value;
    sold[flow.to] += 0;
  }
  for (const auto& [from, value] : final_use) sold[from] += value;
  for (const auto& [cell, value] : makes) sold[cell] = value;
  std::erase_if(sold, [](const auto& item) { return is_composite(item.first); });
  return sold;
}

DrawnNetwork draw(std::string_view text) {
  DrawnNetwork network;
  std::string rest(text);
  while (!rest.empty()) {
    const auto end = rest.find(';');
    draw_chain(rest.substr(0, end), network);
    rest = end == std::string::npos ? "" : rest.substr(end + 1);
  }
  return network;
}

fs::path write_table(const DrawnNetwork& network) {
  static std::atomic<int> count = 0;
  const fs::path folder =
      fs::temp_directory_path() / fmt::format("headwater-network-{}-{}", getpid(), ++count);
  fs::create_directories(folder);
  Connection connection = database().connect();
  connection.run(
      "CREATE TEMP TABLE flows (from_region TEXT, from_sector TEXT, to_region TEXT, to_sector "
      "TEXT, value DOUBLE);"
      "CREATE TEMP TABLE output (region TEXT, sector TEXT, output DOUBLE);"
      "CREATE TEMP TABLE final_demand (region TEXT, sector TEXT, to_region TEXT, category TEXT, "
      "value DOUBLE);"
      "BEGIN");
  for (const auto& flow : network.flows) {
    insert(connection, "flows",
           fmt::format("{}, {}, {}", quoted(flow.from), quoted(flow.to), flow.value));
  }
  for (const auto& [cell, value] : network.outputs()) {
    insert(connection, "output", fmt::format("{}, {}", quoted(cell), value));
  }
  for (const auto& [cell, value] : network.final_use) {
    insert(connection, "final_demand", fmt::format("{}, 'us', 'fd1', {}", quoted(cell), value));
  }
  connection.run("COMMIT");
  for (const char* table : {"flows", "output", "final_demand"}) {
    connection.run(fmt::format("COPY {} TO {} (FORMAT parquet)", table,
                               sql_text((folder / (std::string(table) + ".parquet")).string())));
  }
  std::set<std::string> composites;
  for (const auto& flow : network.flows) {
    for (const auto& end : {flow.from, flow.to}) {
      if (DrawnNetwork::is_composite(end)) composites.insert(end.first);
    }
  }
  std::ofstream regions(folder / "regions.csv");
  regions << "region,kind\nus,country\n";
  for (const std::string& region : composites) regions << region << ",composite\n";
  return folder;
}

InputOutput load(const DrawnNetwork& network) {
  const fs::path folder = write_table(network);
  Connection connection = database().connect();
  try {
    InputOutput table = InputOutput::load(connection, folder);
    fs::remove_all(folder);
    return table;
  } catch (...) {
    fs::remove_all(folder);
    throw;
  }
}

}  // namespace headwater::twin
